// Lights up the words behind a followed link. The page needs none of it.
(() => {
  const light = () => {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    const id = decodeURIComponent(location.hash.slice(1));
    const place = /r[A-Z]+-(\d+)-(\d+)$/.exec(id);
    const anchor = place && document.getElementById(id);
    if (!anchor) return;
    const [start, end] = [Number(place[1]), Number(place[2])];
    for (const stretch of anchor.closest("article").querySelectorAll("[data-o]")) {
      const offset = Number(stretch.dataset.o);
      if (offset >= start && offset < end) stretch.classList.add("lit");
    }
  };
  // What a link leads to may be folded away.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView({ block: "center" });
  };
  const follow = () => { unfold(); light(); };
  addEventListener("hashchange", follow);
  if (location.hash) follow();
})();
