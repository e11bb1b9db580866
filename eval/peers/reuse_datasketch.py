"""Pairs of reports that share much text, by datasketch's MinHash-LSH: the peer of `reuse_pairs`.

Usage: reuse_datasketch.py CORPUS.jsonl.gz TRUTH.txt. TRUTH is what `reuse_pairs` printed, which equals brute force
(`variorum-eval reuse`: recall and precision 1.00). Candidates of the LSH are verified by the same containment. Prints
recall, seconds and the most memory. The third argument is the rows of a band: fewer find more and cost more."""
import gzip, json, re, resource, sys, time
from collections import Counter
from datasketch import MinHash, MinHashLSH

ROWS = int(sys.argv[3]) if len(sys.argv) > 3 else 2
PERM = 128
texts = {}
for line in gzip.open(sys.argv[1], "rt"):
    r = json.loads(line)
    texts[r["id"]] = r["text"]
truth = {tuple(sorted(l.split()[:2])) for l in open(sys.argv[2])}
start, worked = time.time(), time.process_time()
word = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
runs = {}
spread = Counter()
for i, t in texts.items():
    w = word.findall(t.lower())
    runs[i] = {hash(tuple(w[k:k + 7])) for k in range(len(w) - 6)}
    spread.update(runs[i])
for i in runs:
    runs[i] = {r for r in runs[i] if spread[r] <= 10}
lsh = MinHashLSH(num_perm=PERM, params=(PERM // ROWS, ROWS))
found = set()
for i, own in runs.items():
    if not own:
        continue
    m = MinHash(num_perm=PERM)
    m.update_batch([r.to_bytes(8, "little", signed=True) for r in own])
    for other in lsh.query(m):
        if len(own & runs[other]) >= .15 * min(len(own), len(runs[other])):
            found.add(tuple(sorted((i, other))))
    lsh.insert(i, m)
seconds, worked = time.time() - start, time.process_time() - worked
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{len(texts)} reports, {len(found)} pairs, recall {len(found & truth) / max(1, len(truth)):.4f}, {seconds:.1f} s, {worked:.1f} s of processors, {most} MiB at most, {ROWS} rows a band")
