"""Lets `variorum watch` run against sites on this machine that misbehave, and
prints each minute what it takes: rounds, processor time, memory, open files,
the archive's size. Texts are made of drawn words; no network but 127.0.0.1.

    python3 eval/soak.py VARIORUM FOLDER MINUTES [SITES [SECONDS]]

Each site has four feeds, each feed a new entry every so many seconds.
"""

import email.utils
import gzip
import http.server
import os
import random
import signal
import subprocess
import sys
import threading
import time

SITES = int(sys.argv[4]) if len(sys.argv) > 4 else 12
EVERY = float(sys.argv[5]) if len(sys.argv) > 5 else 60.0
FEEDS, WINDOW = 4, 10
TIMEOUT = 3
BEGUN = time.time()
LETTERS = ["ka", "lo", "mi", "ren", "tas", "vo", "shu", "bel", "dor", "ni"]
TROUBLES = ["down", "cut", "latin", "circle", "later", "bomb", "noxml", "slow"]
BOMB = gzip.compress(b" " * (8 << 20))


def word(draw):
    return "".join(draw.choices(LETTERS, k=draw.choice([2, 3, 3, 4])))


def event(number):
    """The words of an event: what many pages tell of."""
    draw = random.Random(number)
    return [word(draw).title() for _ in range(4)] + [str(draw.randint(2, 90))]


def page(feed, number):
    """A page of a feed: an event of these minutes, in words of its own."""
    draw = random.Random(f"{feed} {number}")
    now = int(number * EVERY // 120)
    town, river, mayor, mill, dead = event(now * 7 + draw.randint(0, 6))
    if draw.random() < 0.2:
        dead = str(int(dead) + draw.randint(1, 5))
    own = " ".join(word(draw) for _ in range(60))
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{mill} mill burns in {town}</title></head>"
        f"<body><article><h1>{mill} mill burns in {town}</h1><p>The {mill} mill at {town} on the "
        f"river {river} burned down on Monday, and {dead} people died, Mayor {mayor} said.</p>"
        f"<p>Mayor {mayor} of {town} thanked the crews from {river}.</p><p>{own}.</p>"
        "</article></body></html>"
    ).encode()


def rss(feed, ids):
    last = int((time.time() - BEGUN) // EVERY) + 1
    items = ""
    for number in range(max(0, last - WINDOW), last):
        # Some clocks are a century ahead, and some feeds change their ids.
        day = time.time() + (3e9 if number % 17 == 3 else 0)
        date = email.utils.formatdate(min(day, 7e9))
        items += (
            f"<item><guid>{ids}-{number}</guid><link>/page/{feed}/{number}</link>"
            f"<title>Mill {number}</title><pubDate>{date}</pubDate></item>"
        )
    return f"<rss><channel><title>Feed {feed}</title>{items}</channel></rss>".encode(), last


class Site(http.server.BaseHTTPRequestHandler):
    looks = {}
    played = {}
    lock = threading.Lock()

    def do_GET(self):
        try:
            self.answer()
        except OSError:
            pass  # Who asked has gone away.

    def answer(self):
        kind, _, rest = self.path.lstrip("/").partition("/")
        with Site.lock:
            look = Site.looks[self.path] = Site.looks.get(self.path, 0) + 1
        draw = random.Random(f"{self.path} {look}")
        trouble = None
        if kind == "feed" and look > 2 and draw.random() < 0.03:
            trouble = draw.choice(TROUBLES)
        if kind == "page" and draw.random() < 0.06:
            trouble = draw.choice(TROUBLES[:-1] * 4 + TROUBLES + ["gone"] * 4)
        if trouble:
            with Site.lock:
                Site.played[trouble] = Site.played.get(trouble, 0) + 1
        xml, web = "application/rss+xml", "text/html; charset=utf-8"
        if kind == "feed":
            feed = int(rest)
            body, last = rss(feed, look if feed % 5 == 0 else 0)
            fields = {"Content-Type": xml, "ETag": f'"{last}"'}
            if self.headers.get("If-None-Match") == fields["ETag"] and not trouble:
                return self.send(304, {}, b"")
        elif kind == "page":
            feed, number = rest.split("/")
            body, fields = page(int(feed), int(number)), {"Content-Type": web}
        else:
            return self.send(404, {}, b"")
        if trouble == "down":
            return self.send(500, {}, b"")
        if trouble == "gone":
            return self.send(404, {}, b"")
        if trouble == "circle":
            return self.send(302, {"Location": self.path}, b"")
        if trouble == "later":
            return self.send(429, {"Retry-After": "2"}, b"")
        if trouble == "latin":
            body = body.replace(b"mill", "mill\u00e9".encode("latin-1"))
        if trouble == "noxml":
            body = b"<<<rss & 'no> feed <<<"
        if trouble == "bomb":
            body, fields = BOMB, fields | {"Content-Encoding": "gzip"}
        self.send(200, fields, body, trouble)

    def send(self, status, fields, body, trouble=None):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if trouble == "cut":
            return self.wfile.write(body[: len(body) // 2])
        if trouble == "slow":
            time.sleep(TIMEOUT + 1)
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def sites(folder):
    addresses = []
    for site in range(SITES):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        addresses += [f"http://127.0.0.1:{port}/feed/{site * FEEDS + n}" for n in range(FEEDS)]
    outlines = "".join(f'<outline xmlUrl="{address}"/>' for address in addresses)
    with open(f"{folder}/feeds.opml", "w") as file:
        file.write(f'<opml version="2.0"><body>{outlines}</body></opml>')


def state(desk, folder):
    with open(f"/proc/{desk.pid}/stat") as file:
        ticks = sum(map(int, file.read().rpartition(")")[2].split()[11:13]))
    with open(f"/proc/{desk.pid}/status") as file:
        memory = next(int(line.split()[1]) for line in file if line.startswith("VmRSS"))
    files = len(os.listdir(f"/proc/{desk.pid}/fd"))
    sizes = [f"{folder}/a.db{end}" for end in ("", "-wal")]
    size = sum(os.path.getsize(path) for path in sizes if os.path.exists(path))
    return ticks / os.sysconf("SC_CLK_TCK"), memory / 1024, files, size / 1e6


def main():
    program, folder, minutes = sys.argv[1], sys.argv[2], float(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    sites(folder)
    command = [program, "watch", "feeds.opml", "--notify", "--allow-private", "--archive", "a.db"]
    command += ["--every", "0.02", "--pause", "0.001", "--patience", "1", "--max-mb", "1"]
    command += ["--timeout", str(TIMEOUT)]
    counts = {"rounds": 0, "news": 0, "reports": 0, "errors": 0}
    out, err = subprocess.PIPE, subprocess.PIPE
    desk = subprocess.Popen(command, cwd=folder, stdout=out, stderr=err, text=True)

    def listen(stream):
        for line in stream:
            counts["rounds"] += line.startswith("feed  ")
            counts["errors"] += line.startswith("variorum: ")
            counts["news"] += line.startswith("{")
            counts["reports"] += line.startswith('{"kind":"report"')

    for stream in (desk.stdout, desk.stderr):
        threading.Thread(target=listen, args=(stream,), daemon=True).start()
    print("minute rounds reports news errors  cpu_s  ms/round  ms/report  MiB  files  MB")
    before, last = dict(counts), 0.0
    for minute in range(1, int(minutes) + 1):
        time.sleep(max(0.0, BEGUN + 60 * minute - time.time()))
        cpu, memory, files, size = state(desk, folder)
        of = {key: counts[key] - before[key] for key in counts}
        spent = 1000 * (cpu - last)
        print(
            f"{minute:6} {of['rounds']:6} {of['reports']:7} {of['news']:4} {of['errors']:6}"
            f" {spent / 1000:6.1f} {spent / max(1, of['rounds']):9.1f}"
            f" {spent / max(1, of['reports']):10.1f} {memory:4.0f} {files:6} {size:4.1f}",
            flush=True,
        )
        before, last = dict(counts), cpu
    desk.send_signal(signal.SIGTERM)
    print("ended with", desk.wait(timeout=60), "after", counts, "troubles played", Site.played)


main()
