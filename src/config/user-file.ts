import { isAlias, isMap, isPair, isScalar, isSeq, type Node, parseDocument, type YAMLError } from 'yaml';
import { type Message, sentence } from '../findings/message';
import type { Span } from '../place';
import type { TextChange } from './text-change';

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
  readonly message: Message;
  readonly next: Message;
  /** The next step, where it is one edit. */
  readonly fix?: Repair;
}

/** One edit with its name, an imperative: a change of the file's text, or another name for the file. */
export type Repair = { readonly title: Message } & ({ readonly change: TextChange } | { readonly rename: string });

const LARGEST = 256 * 1024;
const MOST_VALUES = 20_000;
const DEEPEST = 24;
const MOST_FAULTS = 50;

/** What no text for people holds: control characters, and those that turn the direction of what follows. */
const CONTROL = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

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

const REPAIRS: Readonly<Record<string, Message>> = {
  TAB_AS_INDENT: sentence`Indent with spaces; YAML takes no tabs.`,
  BAD_INDENT: sentence`Line it up with its neighbours: entries of one list or mapping begin in one column.`,
  MISSING_CHAR: sentence`Close the quote or bracket that is open here.`,
  BAD_ALIAS: sentence`Write the value out where it is needed; aliases are not followed here.`,
  MULTIPLE_DOCS: sentence`Keep one document: what stands behind \`---\` is not read.`,
  MULTILINE_IMPLICIT_KEY: sentence`Write the key and its \`:\` on one line.`,
  BLOCK_AS_IMPLICIT_KEY: sentence`Write one \`key: value\` per line, or put the value in quotes.`,
};

/** Reads YAML with a cap on everything; a problem costs what it touches and no more. */
export function readUserFile(path: string, text: string): UserFile {
  const faults: Fault[] = [];
  const spots = new Map<string, { key: Span; value: Span }>();
  const entries = new Map<string, unknown>();
  const start = { start: 0, end: Math.min(text.length, 1) };
  const report = (span: Span, message: Message, next: Message) => {
    if (faults.length < MOST_FAULTS) faults.push({ ...span, message, next });
  };

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
    faults.push(unreadable);
    return file(undefined);
  }
  const document = parseDocument(text, {
    uniqueKeys: false,
    logLevel: 'error', // `silent` would pass over a second document
    prettyErrors: false,
    keepSourceTokens: false,
  });
  const opened = lastOpened(document.contents);
  faults.push(...document.errors.slice(0, MOST_FAULTS).map((error) => unreadableYaml(error, text, opened)));

  let count = 0;
  const full = () => {
    if (count++ === MOST_VALUES)
      report(start, sentence`Over ${MOST_VALUES} values: the rest is not read.`, sentence`Split the file.`);
    return count > MOST_VALUES;
  };
  function plain(node: unknown, where: string, span: Span, depth: number): unknown {
    if (full()) return undefined;
    let data: unknown;
    if (depth > DEEPEST) report(span, sentence`Not read: over ${DEEPEST} levels deep.`, sentence`Write it flatter.`);
    else if (isScalar(node)) data = scalar(node.value, span);
    else if (isSeq(node)) data = node.items.map((item, i) => place(item, `${where}/${i}`, undefined, depth));
    else if (isMap(node)) data = mapping(node.items, where, depth);
    else if (isAlias(node))
      report(span, sentence`Aliases are not followed here.`, sentence`Write the value out where it is needed.`);
    entries.set(where, data);
    return data;
  }
  function scalar(value: unknown, span: Span): unknown {
    if (typeof value === 'string') {
      if (!CONTROL.test(value)) return value;
      report(
        span,
        sentence`This text holds a character that nobody can see.`,
        sentence`Type the text anew, without it.`,
      );
      return undefined;
    }
    if (typeof value === 'object' && value !== null) {
      report(
        span,
        sentence`Tags that make something else out of a text are not followed here.`,
        sentence`Take out the tag.`,
      );
      return undefined;
    }
    return value;
  }
  function place(node: unknown, where: string, key: Span | undefined, depth: number): unknown {
    const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
    const value = range ? { start: range[0], end: range[1] } : (key ?? at(where));
    spots.set(where, { key: key ?? value, value });
    return plain(node, where, value, depth + 1);
  }
  function mapping(items: readonly { key: unknown; value: unknown }[], where: string, depth: number): unknown {
    const pairs = new Map<string, unknown>();
    for (const { key, value } of items) {
      if (!isScalar(key) || !key.range) continue;
      const name = String(key.value);
      const span = { start: key.range[0], end: key.range[1] };
      if (pairs.has(name))
        report(span, sentence`This key stands here a second time.`, sentence`Keep one of the two; the first counts.`);
      else if (span.end > span.start) pairs.set(name, place(value, `${where}/${escaped(name)}`, span, depth));
    }
    return Object.fromEntries(pairs);
  }

  const data = document.contents === null ? undefined : plain(document.contents, '', start, 0);
  return file(data);
}

function unreadableYaml({ code, pos: [from, to] }: YAMLError, text: string, opened: number): Fault {
  const start = Math.min(from, code === 'MISSING_CHAR' ? opened : from, text.length);
  const end = Math.min(Math.max(to, from), text.length);
  const next = REPAIRS[code] ?? sentence`Check the indentation, quotes and brackets here and on the line above.`;

  const fix = code === 'TAB_AS_INDENT' ? spaces(text, text.lastIndexOf('\n', start - 1) + 1) : {};
  return { start, end, message: sentence`This is no readable YAML.`, next, ...fix };
}

/** Where the last quote or bracket opens: one that never closes takes in all that follows, and is reported at its end. */
function lastOpened(root: Node | null): number {
  let node: unknown = root;
  while ((isMap(node) || isSeq(node)) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    node = isPair(last) ? last.value : last;
  }
  return (node as Node | null | undefined)?.range?.[0] ?? Number.POSITIVE_INFINITY;
}

/** The tabs that a line begins with, as spaces. */
function spaces(text: string, line: number): Pick<Fault, 'fix'> {
  const [lead = ''] = /^[ \t]*/.exec(text.slice(line, line + DEEPEST * 8)) ?? [];
  const change = { start: line, end: line + lead.length, text: lead.replaceAll('\t', '  ') };
  return lead.includes('\t') ? { fix: { title: sentence`Indent this line with spaces`, change } } : {};
}

/** Why a text is not even looked at; undefined for any ordinary text. */
function tooOdd(text: string): Fault | undefined {
  if (text.length > LARGEST) {
    const message = sentence`Not read: longer than ${LARGEST / 1024} KB.`;
    return { start: 0, end: 1, message, next: sentence`Split it, or move long prose elsewhere.` };
  }
  const at = text.search(/[\0\uFFFD]/);
  if (at < 0) return undefined;
  return {
    start: at,
    end: at + 1,
    message: sentence`Not read: this is no UTF-8 text.`,
    next: sentence`Save the file as UTF-8.`,
  };
}
