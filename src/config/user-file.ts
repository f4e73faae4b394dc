import type { Span } from '../place';
import { type Pair, type Written, writtenIn } from './written';

/** A file that users write, read with the place of everything in it. */
export interface UserFile {
  readonly path: string;
  readonly text: string;
  /** Plain data; undefined when nothing can be read. */
  readonly data: unknown;
  /** Where the value at a pointer stands; falls back to what encloses it, at last to the file's first character. */
  at(pointer: string): Span;
  /** Where the key at a pointer stands, or its value in a list. */
  keyAt(pointer: string): Span;
  /** Each value's pointer and data. */
  readonly entries: ReadonlyMap<string, unknown>;
  readonly faults: readonly Fault[];
}

/** What is wrong somewhere, and what to write instead. */
export interface Fault extends Span {
  readonly message: string;
  readonly next: string;
}

const LARGEST = 256 * 1024;
const MOST_VALUES = 20_000;
const DEEPEST = 24;
const MOST_FAULTS = 50;

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** A JSON pointer from keys and indices. */
export const pointer = (...steps: readonly (string | number)[]): string =>
  steps.map((step) => `/${escaped(String(step))}`).join('');

/** The keys and indices of a JSON pointer. */
export const stepsOf = (pointer: string): readonly string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/**
 * Where a text stands in a list. By its words and not by its index, since entries before it may have been taken out
 * when the file was checked.
 */
export function textIn(file: UserFile, list: string, text: string): Span {
  for (let i = 0; file.entries.has(`${list}/${i}`); i++) {
    if (file.entries.get(`${list}/${i}`) === text) return file.at(`${list}/${i}`);
  }
  return file.at(list);
}

const REPAIRS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces; YAML takes no tabs.',
  BAD_INDENT: 'Line it up with its neighbours: entries of one list or mapping begin in one column.',
  MISSING_CHAR: 'Close the quote or bracket that is open here.',
  MULTILINE_IMPLICIT_KEY: 'Write the key and its `:` on one line.',
  BLOCK_AS_IMPLICIT_KEY: 'Write one `key: value` per line, or put the value in quotes.',
};

/** Reads YAML with a cap on everything; a problem costs what it touches and no more. */
export function readUserFile(path: string, text: string): UserFile {
  const faults: Fault[] = [];
  const spots = new Map<string, { key: Span; value: Span }>();
  const entries = new Map<string, unknown>();
  const start = { start: 0, end: Math.min(text.length, 1) };

  const at = (pointer: string): Span => {
    for (let p = pointer; p !== ''; p = p.slice(0, p.lastIndexOf('/'))) {
      const spot = spots.get(p);
      if (spot) return spot.value;
    }
    return start;
  };
  const file = (data: unknown): UserFile => {
    return { path, text, data, entries, faults, at, keyAt: (pointer) => spots.get(pointer)?.key ?? at(pointer) };
  };

  const unreadable = tooOdd(text);
  if (unreadable) {
    faults.push({ ...start, ...unreadable });
    return file(undefined);
  }
  const { root, errors } = writtenIn(text);
  for (const { start: from, end: to, code } of errors.slice(0, MOST_FAULTS)) {
    faults.push({
      start: Math.min(from, text.length),
      end: Math.min(Math.max(to, from), text.length),
      message: 'This is no readable YAML.',
      next: REPAIRS[code] ?? 'Check the indentation, quotes and brackets here and on the line above.',
    });
  }

  let count = 0;
  function plain(written: Written, where: string, depth: number): unknown {
    if (++count > MOST_VALUES || depth > DEEPEST) return undefined;
    let data: unknown;
    if (written.type === 'value') data = written.value;
    else if (written.type === 'list')
      data = written.items.map((item, i) => place(item, `${where}/${i}`, undefined, depth));
    else if (written.type === 'table') data = table(written.pairs, where, depth);
    else {
      const { start, end } = written;
      const next = 'Write the value out where it is needed.';
      faults.push({ start, end, message: 'Aliases are not followed here.', next });
    }
    entries.set(where, data);
    return data;
  }
  function place(value: Written, where: string, key: Span | undefined, depth: number): unknown {
    spots.set(where, { key: key ?? value, value });
    return plain(value, where, depth + 1);
  }
  function table(pairs: readonly Pair[], where: string, depth: number): unknown {
    const known = new Map<string, unknown>();
    for (const { key, value } of pairs) {
      const span = { start: key.start, end: key.end };
      if (known.has(key.name)) {
        const next = 'Keep one of the two; the first counts.';
        faults.push({ ...span, message: 'This key stands here a second time.', next });
      } else if (span.end > span.start) known.set(key.name, place(value, `${where}/${escaped(key.name)}`, span, depth));
    }
    return Object.fromEntries(known);
  }

  const data = root && plain(root, '', 0);
  if (count > MOST_VALUES) {
    faults.push({ ...start, message: `Over ${MOST_VALUES} values: the rest is not read.`, next: 'Split the file.' });
  }
  return file(data);
}

function tooOdd(text: string): { message: string; next: string } | undefined {
  if (text.length > LARGEST) {
    return { message: `Not read: longer than ${LARGEST / 1024} KB.`, next: 'Split it, or move long prose elsewhere.' };
  }
  if (/[\0\uFFFD]/.test(text)) return { message: 'Not read: this is no UTF-8 text.', next: 'Save the file as UTF-8.' };
  return undefined;
}
