"""How fast spaCy's tokenizer, tagger and parser are: words a second of processor time.

The pipeline is the one that spaCy's own quickstart writes (README.md has the
commands), trained on the treebanks that ours is trained on: its shape, and so its
speed, is that of spaCy's small English model, which no package registry holds.

    python3 trees_spacy.py MODEL TEXT
"""

import sys
import time

import spacy

model, path = sys.argv[1:]
nlp = spacy.load(model)
print(spacy.__version__, nlp.pipe_names)
paragraphs = open(path, encoding="utf-8").read().split("\n\n")
for _ in nlp.pipe(paragraphs[:50]):  # warm
    pass
before = time.process_time()
words = sum(len(doc) for doc in nlp.pipe(paragraphs))
took = time.process_time() - before
print(f"tags, trees {words} words in {took:.2f} s: {words / took:.0f} a second")
