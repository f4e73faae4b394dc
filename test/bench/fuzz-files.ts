import { readFileSync } from 'node:fs';
import { createEngine } from '../../src/engine';

/** A file that takes longer than this for one reading hangs, whatever the machine. */
const LONGEST_MS = 5000;

/** A small repeatable generator (mulberry32): a failure names the seed that made it. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '\n',
  '<<EOF\n',
  '${',
  '%{',
  ': ',
  '- ',
  '&a ',
  '*a ',
  '!Sub ',
  '\\',
  '\t',
  '#',
  '\u0000',
  '😀',
  '---\n',
];

function mutate(text: string, next: () => number): string {
  const at = Math.floor(next() * (text.length + 1));
  const choice = next();
  if (choice < 0.5) return text.slice(0, at) + PIECES[Math.floor(next() * PIECES.length)]! + text.slice(at);
  const to = at + Math.floor(next() * 40);
  return choice < 0.8
    ? text.slice(0, at) + text.slice(to)
    : text.slice(0, at) + text.slice(at, to).repeat(3) + text.slice(to);
}

function check(path: string, text: string, what: string): void {
  const start = Date.now();
  const engine = createEngine();
  engine.update(path, text);
  const report = engine.report({ today: '2026-01-15' });
  const told = `${path}, ${what}`;
  if (report.failures.length > 0) throw new Error(`${told}: ${JSON.stringify(report.failures[0])}`);
  for (const { span, related } of report.findings) {
    for (const { start: from, end } of [span, ...related.map((one) => one.span)]) {
      if (from < 0 || end > text.length || from > end)
        throw new Error(`${told}: span ${from}-${end} of ${text.length}`);
    }
  }
  if (Date.now() - start > LONGEST_MS) throw new Error(`${told}: took ${Date.now() - start} ms`);
}

const { cuts, mutations, seed, files } = JSON.parse(readFileSync(0, 'utf8')) as {
  cuts: number;
  mutations: number;
  seed: number;
  files: { name: string; path: string }[];
};
let texts = 0;
for (const { name, path } of files) {
  const text = readFileSync(path, 'utf8');
  const next = random(seed ^ text.length);
  for (let i = 0; i < cuts; i++, texts++) {
    const at = Math.floor(next() * text.length);
    check(name, text.slice(0, at), `seed ${seed}, cut at ${at}`);
  }
  for (let i = 0; i < mutations; i++, texts++) check(name, mutate(text, next), `seed ${seed}, mutation ${i}`);
}
process.stdout.write(`${texts} broken texts of ${files.length} files: no throw, no hang, no span outside\n`);
