"""Articles from pages by Python's trafilatura, and the score of two programs.

Usage: extraction_trafilatura.py FOLDER OURS.json
FOLDER holds ground-truth.json and html/*.html.gz; OURS.json is what the example
`pages` printed. Runs of four words, as the article-extraction benchmark counts.
"""
import gzip, json, re, sys, time
from collections import Counter
from pathlib import Path

from trafilatura import extract

folder = Path(sys.argv[1])
gold = {name: page["articleBody"] for name, page in json.loads((folder / "ground-truth.json").read_text()).items()}
ours = json.loads(Path(sys.argv[2]).read_text())

begun = time.process_time()
theirs = {}
for file in sorted((folder / "html").glob("*.html.gz")):
    html = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
    theirs[file.name.removesuffix(".html.gz")] = extract(html, include_comments=False) or ""
seconds = time.process_time() - begun


def runs(text):
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i:i + 4]) for i in range(max(len(words) - 3, 1))) if words else Counter()


def score(articles):
    shared = added = lost = 0.0
    for name, body in gold.items():
        want, have = runs(body), runs(articles.get(name, ""))
        both = sum((want & have).values())
        more, less = sum(have.values()) - both, sum(want.values()) - both
        total = max(both + more + less, 1)
        shared, added, lost = shared + both / total, added + more / total, lost + less / total
    return 2 * shared / (2 * shared + added + lost)


print(f"trafilatura {len(theirs)} pages in {seconds:.2f} s of processor time, F1 {score(theirs):.3f}; ours F1 {score(ours):.3f}")
