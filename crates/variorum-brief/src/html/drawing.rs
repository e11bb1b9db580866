//! The lineage drawn: reports down the page in order of time, absent sources
//! above them, an arc for each copy, as wide as its share of the taker's text.
//! Broken arcs join reports of which it is not known who took it from whom.
//!
//! Every arc leads to its evidence: the passages side by side (see
//! [`super::pairs`]), or where the source is absent the place in the text. The
//! list below the drawing says the same in words.

use super::lines::Page;
use super::pairs::{self, Beside};
use crate::edition::{days, siglum};
use crate::order::{Pair, undirected};
use crate::templates as t;
use unicode_width::UnicodeWidthChar;
use variorum_model::{Absent, Because, Citation, CopyBasis};

/// The height of a row.
const ROW: usize = 40;
/// Where the nodes stand.
const NODE: usize = 132;
/// The width of the drawing.
const WIDTH: usize = 440;
/// Columns of a label before it is cut.
const LABEL: usize = 32;

/// An arc between two rows.
struct Arc {
    from: usize,
    to: usize,
    share: f64,
    class: &'static str,
    title: String,
    evidence: Option<Citation>,
    /// What stands side by side, where both reports are here.
    beside: Option<Beside>,
}

/// Writes the drawing; nothing where nobody took anything.
pub(crate) fn write(page: &mut Page<'_, '_>) {
    let sources = sources(page);
    let arcs = arcs(page, &sources);
    if arcs.is_empty() {
        return;
    }
    let rows = sources.len() + page.edition.len();
    let view = format!("0 0 {WIDTH} {}", rows * ROW + 8);
    page.writer.open("figure", &[("class", "drawing")]);
    page.writer.open(
        "svg",
        &[
            ("viewBox", &view),
            ("role", "img"),
            ("aria-label", t::DRAWING),
        ],
    );
    write_tip(page);
    for (nth, arc) in arcs.iter().enumerate() {
        write_arc(page, nth, arc);
    }
    for (row, source) in sources.iter().enumerate() {
        write_source(page, row, source);
    }
    for rank in 0..page.edition.len() {
        write_report(page, sources.len() + rank, rank);
    }
    page.writer.close("svg");
    page.writer.element("figcaption", &[], t::DRAWING_LEGEND);
    page.writer.close("figure");
    let beside: Vec<Option<Beside>> = arcs.into_iter().map(|arc| arc.beside).collect();
    pairs::write(page, &beside);
}

/// Writes the head of an arrow, for the arcs to end in.
fn write_tip(page: &mut Page<'_, '_>) {
    let id = format!("{}tip", page.prefix);
    page.writer.open("defs", &[]);
    let attributes = [
        ("id", &*id),
        ("viewBox", "0 0 8 8"),
        ("refX", "7"),
        ("refY", "4"),
        ("markerWidth", "8"),
        ("markerHeight", "8"),
        ("markerUnits", "userSpaceOnUse"),
        ("orient", "auto"),
    ];
    page.writer.open("marker", &attributes);
    page.writer
        .element("path", &[("class", "tip"), ("d", "M0 0L8 4L0 8z")], "");
    page.writer.close("marker");
    page.writer.close("defs");
}

fn sources<'a>(page: &Page<'_, 'a>) -> Vec<&'a Absent> {
    let mut sources: Vec<&Absent> = Vec::new();
    for copy in &page.edition.collation.lineage.copies {
        if let (None, Some(absent)) = (copy.from, &copy.absent)
            && !sources.contains(&absent)
        {
            sources.push(absent);
        }
    }
    sources.sort();
    sources
}

fn arcs(page: &Page<'_, '_>, sources: &[&Absent]) -> Vec<Arc> {
    let mut arcs = copied(page, sources);
    arcs.extend(undecided(page, sources.len()));
    arcs.sort_by(|a, b| {
        b.share
            .total_cmp(&a.share)
            .then((a.from, a.to).cmp(&(b.from, b.to)))
    });
    arcs
}

/// Returns the arcs of which it is known who took from whom.
fn copied(page: &Page<'_, '_>, sources: &[&Absent]) -> Vec<Arc> {
    let edition = page.edition;
    let row = |rank: usize| sources.len() + rank;
    let mut arcs = Vec::new();
    for copy in &edition.collation.lineage.copies {
        let to = edition.rank(copy.to);
        let because: Vec<&str> = copy.because.iter().map(|b| b.words()).collect();
        let share = t::share(copy.share);
        let (from, title, beside) = match (copy.from, &copy.absent) {
            (Some(report), _) => {
                let ranks = [edition.rank(report), to];
                let told = pairs::told(ranks, &share, true, &because);
                let beside = Beside {
                    ranks,
                    told: told.clone(),
                    passages: pairs::shared(page, report, copy.to),
                };
                (row(ranks[0]), told, Some(beside))
            }
            (None, Some(absent)) => {
                let at = sources.iter().position(|source| *source == absent);
                let (taker, name) = (siglum(to), &absent.name);
                let told = format!(
                    "{taker} {} {share} {} {name}: {}",
                    t::TOOK,
                    t::OF_ITS_TEXT_FROM,
                    because.join("; ")
                );
                (at.unwrap_or_default(), told, None)
            }
            (None, None) => continue,
        };
        arcs.push(Arc {
            from,
            to: row(to),
            share: copy.share,
            class: if copy.basis == CopyBasis::Credit {
                "arc credit"
            } else {
                "arc"
            },
            title,
            evidence: copy.evidence.first().copied(),
            beside: beside.filter(|beside| !beside.passages.is_empty()),
        });
    }
    arcs
}

/// Returns the arcs between reports with text in common, who from whom unknown;
/// the reports stand below so many absent sources.
fn undecided(page: &Page<'_, '_>, above: usize) -> Vec<Arc> {
    let edition = page.edition;
    let mut arcs = Vec::new();
    for pair in undirected(edition) {
        let ranks = [edition.rank(pair.one), edition.rank(pair.other)];
        if of_one_source(page, &pair) {
            continue;
        }
        let passages = pairs::shared(page, pair.one, pair.other);
        let shared: usize = passages.iter().map(|[_, there]| there.span.len()).sum();
        let told: usize = edition
            .report(ranks[1])
            .told()
            .map(|block| block.span.len())
            .sum();
        let share = (shared as f64 / told.max(1) as f64).min(1.0);
        let because: Vec<&str> = why_open(page, &pair).map(Because::words).collect();
        let told = pairs::told(ranks, &t::share(share), false, &because);
        arcs.push(Arc {
            from: above + ranks[0],
            to: above + ranks[1],
            share,
            class: "arc undecided",
            title: told.clone(),
            evidence: pair.in_one.first().copied(),
            beside: Some(Beside {
                ranks,
                told,
                passages,
            }),
        });
    }
    arcs
}

/// Tells whether arcs lead from one source to both: that they share text is
/// told by those.
fn of_one_source(page: &Page<'_, '_>, pair: &Pair) -> bool {
    let copies = &page.edition.collation.lineage.copies;
    let sources = |report| {
        let into = copies.iter().filter(move |copy| copy.to == report);
        into.map(|copy| (copy.from, copy.absent.as_ref()))
            .filter(|source| *source != (None, None))
    };
    sources(pair.one).any(|source| sources(pair.other).any(|other| source == other))
}

/// Returns why the direction between two reports is open, where the lineage has
/// an edge between them.
fn why_open(page: &Page<'_, '_>, pair: &Pair) -> impl Iterator<Item = Because> {
    let mut copies = page.edition.collation.lineage.copies.iter();
    let open = copies.find(|copy| {
        let has = |report| copy.evidence.iter().any(|place| place.report == report);
        copy.from.is_none()
            && copy.absent.is_none()
            && [pair.one, pair.other].contains(&copy.to)
            && has(pair.one)
            && has(pair.other)
    });
    open.into_iter()
        .flat_map(|copy| copy.because.iter().copied())
}

fn middle(row: usize) -> usize {
    row * ROW + ROW / 2 + 4
}

fn write_arc(page: &mut Page<'_, '_>, nth: usize, arc: &Arc) {
    let (from, to) = (middle(arc.from), middle(arc.to));
    let reach = (arc.from.abs_diff(arc.to) * 18 + 22).min(NODE - 16);
    let x = NODE - 15;
    let path = format!(
        "M{x} {from}C{left} {from} {left} {to} {x} {to}",
        left = x - reach
    );
    let width = format!("{:.1}", 1.2 + 6.0 * arc.share.clamp(0.0, 1.0));
    let beside = arc.beside.as_ref().and_then(|_| pairs::target(page, nth));
    let target = beside.map(|id| format!("#{id}")).or_else(|| {
        let citation = arc.evidence?;
        page.links.used.insert(citation);
        Some(format!("#{}", page.anchor(citation)))
    });
    if let Some(target) = &target {
        page.writer.open("a", &[("href", target)]);
    }
    let tip = format!("url(#{}tip)", page.prefix);
    let mut attributes = vec![
        ("class", arc.class),
        ("d", &*path),
        ("stroke-width", &*width),
    ];
    if arc.class != "arc undecided" {
        attributes.push(("marker-end", &*tip));
    }
    page.writer.open("path", &attributes);
    page.writer.element("title", &[], &arc.title);
    page.writer.close("path");
    if target.is_some() {
        page.writer.close("a");
    }
}

fn write_source(page: &mut Page<'_, '_>, row: usize, source: &Absent) {
    let y = middle(row);
    let (x, top) = ((NODE - 11).to_string(), (y - 11).to_string());
    page.writer.element(
        "rect",
        &[
            ("class", "source"),
            ("x", &x),
            ("y", &top),
            ("width", "22"),
            ("height", "22"),
        ],
        "",
    );
    write_label(page, y + 5, &source.name, "label absent");
}

fn write_report(page: &mut Page<'_, '_>, row: usize, rank: usize) {
    let y = middle(row);
    let target = format!("#{}", page.text_id(rank));
    page.writer.open("a", &[("href", &target)]);
    page.writer.element(
        "circle",
        &[
            ("class", "report"),
            ("cx", &NODE.to_string()),
            ("cy", &y.to_string()),
            ("r", "12"),
        ],
        "",
    );
    page.writer.element(
        "text",
        &[
            ("class", "letter"),
            ("x", &NODE.to_string()),
            ("y", &(y + 5).to_string()),
            ("text-anchor", "middle"),
        ],
        &siglum(rank),
    );
    page.writer.close("a");
    let label = page.edition.label(rank);
    match page.edition.published(rank) {
        Some(published) => {
            write_label(page, y - 1, &label, "label");
            let day = days(published.start, published.end);
            write_label(page, y + 13, &day, "label day");
        }
        None => write_label(page, y + 5, &label, "label"),
    }
}

fn write_label(page: &mut Page<'_, '_>, y: usize, label: &str, class: &'static str) {
    let mut room = LABEL;
    let mut cut = String::new();
    for char in label.chars() {
        let width = char.width().unwrap_or(0);
        if width > room {
            cut.push_str(t::CUT);
            break;
        }
        room -= width;
        cut.push(char);
    }
    page.writer.open(
        "text",
        &[
            ("class", class),
            ("x", &(NODE + 20).to_string()),
            ("y", &y.to_string()),
        ],
    );
    if cut != label {
        page.writer.element("title", &[], label);
    }
    page.writer.text(&cut);
    page.writer.close("text");
}
