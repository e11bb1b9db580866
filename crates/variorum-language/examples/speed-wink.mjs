// How fast wink-nlp with its web model is: words a second of processor time.
// See speed.rs for what it is compared with.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(process.cwd() + "/");
const winkNLP = require("wink-nlp");
const model = require("wink-eng-lite-web-model");
const paragraphs = readFileSync(process.argv[2], "utf8").split("\n\n");

function time(name, pipe, ask) {
  const nlp = winkNLP(model, pipe);
  const its = nlp.its;
  for (const text of paragraphs.slice(0, 200)) ask(nlp.readDoc(text), its); // warm
  const before = process.cpuUsage();
  let words = 0;
  for (const text of paragraphs) {
    const doc = nlp.readDoc(text);
    ask(doc, its);
    words += doc.tokens().length();
  }
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1e6;
  console.log(`${name.padEnd(32)} ${words} words in ${took.toFixed(2)} s: ${(words / took).toFixed(0)} a second`);
}

time("sentences and tokens", ["sbd"], () => {});
time("and tags", ["sbd", "pos"], () => {});
time("and tags, lemmas", ["sbd", "pos"], (doc, its) => doc.tokens().out(its.lemma));
time("and numbers, dates, negation", ["sbd", "pos", "ner", "negation", "cer"], () => {});
