// npm run accuracy [-- --write]: labelled cases and clean repositories, scored; held against test/bench/accuracy.json.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { build, CORPUS, needCorpus, OUT, ROOT, scan, score } from './corpus.mjs';

/** Tags of cases on which people disagree; the figures are given with and without them. */
const BORDER = ['container-hardening', 'iam-hygiene', 'secret-handling', 'workflow'];
/** How far a figure may fall, in points, before the run fails. */
const TOLERANCE = 0.5;
const REACHED = path.join(ROOT, 'test/bench/accuracy.json');

/** Scores everything; gives the figures that are held. */
export function measureAccuracy({ print = true } = {}) {
  const labels = path.join(CORPUS, 'cases/cases.json');
  const cases = scan('cases', 'cases/*/*');
  const details = path.join(OUT, 'misses.md');
  const all = score(['--sarif', cases, '--cases', labels, '--details', details], { print });
  const tags = Object.keys(all.tag).filter((tag) => !BORDER.includes(tag));
  const core = score(['--sarif', cases, '--cases', labels, '--tag', tags.join(',')]);
  const noise = score(
    [
      '--sarif',
      scan('noise', 'noise/*'),
      '--noise',
      path.join(CORPUS, 'noise/noise.json'),
      '--details',
      path.join(OUT, 'noise.md'),
    ],
    { print },
  );
  const clean = noise.noise.filter(({ kind }) => kind === 'clean');
  const sum = (key) => clean.reduce((total, row) => total + row[key], 0);
  return {
    all: rates(all.total.total),
    withoutBorderTags: rates(core.total.total),
    findingsPer1000CleanLines: round((1000 * sum('results')) / sum('lines')),
  };
}

const round = (value) => Math.round(value * 100) / 100;
const percent = (part, whole) => round((100 * part) / Math.max(1, whole));
const rates = ({ positives, found, negatives, alarms }) => ({
  foundPercent: percent(found, positives),
  alarmPercent: percent(alarms, negatives),
  precisionPercent: percent(found, found + alarms),
});

/** What became worse than the figures reached, in words. */
export function lostGround(now, reached) {
  const lost = [];
  for (const part of ['all', 'withoutBorderTags']) {
    const fell = reached[part].foundPercent - now[part].foundPercent;
    const rose = now[part].alarmPercent - reached[part].alarmPercent;
    if (fell > TOLERANCE) lost.push(`${part}: found fell by ${round(fell)} points to ${now[part].foundPercent} %`);
    if (rose > TOLERANCE) lost.push(`${part}: alarms rose by ${round(rose)} points to ${now[part].alarmPercent} %`);
  }
  const noisier = now.findingsPer1000CleanLines - reached.findingsPer1000CleanLines;
  if (noisier > TOLERANCE) lost.push(`findings per 1,000 clean lines rose by ${round(noisier)}`);
  return lost;
}

/** Prints, compares, and says whether all is well. `write` keeps the figures as the ones to hold. */
export function accuracy({ write = false } = {}) {
  const now = measureAccuracy();
  console.log('\nfigures held in test/bench/accuracy.json');
  console.log(JSON.stringify(now, null, 2));
  if (write) fs.writeFileSync(REACHED, `${JSON.stringify(now, null, 2)}\n`);
  const lost = lostGround(now, JSON.parse(fs.readFileSync(REACHED, 'utf8')));
  for (const line of lost) console.log(`LOST GROUND ${line}`);
  return lost.length === 0;
}

if (import.meta.filename === path.resolve(process.argv[1]) && needCorpus()) {
  build();
  if (!accuracy({ write: process.argv.includes('--write') })) process.exitCode = 1;
}
