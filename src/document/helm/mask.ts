import type { Action } from './actions';
import type { Branch } from './blocks';

/** A value that is written as lines of YAML, where it stands and in which column its lines begin. */
export interface Expansion {
  readonly action: Action;
  readonly column: number;
}

export interface Masked {
  /** As long as the template, its line breaks in place, and YAML wherever the template writes YAML. */
  readonly text: string;
  readonly expansions: readonly Expansion[];
}

/** Functions that make lines of their own. */
const LINES = /\b(?:toYaml|toYamlPretty|nindent|indent)\b/;

/**
 * Puts characters of the same number in place of every action: spaces where it writes nothing or whole lines, `x` where it
 * writes a word. `asWritten` leaves words as they are and makes lines comments, for those who look where a text ends. What
 * `define` holds is written elsewhere, so it goes.
 */
export function maskTemplate(
  text: string,
  actions: readonly Action[],
  branches: readonly Branch[],
  asWritten = false,
): Masked {
  const covers = new Cover(text);
  const expansions: Expansion[] = [];
  const defined = branches.filter(({ kind }) => kind === 'define').map(({ block }) => block);
  const isDefined = (at: number) => defined.some(({ start, end }) => start <= at && at < end);
  for (const group of byLines(text, actions)) {
    const from = lineStart(text, group[0]!.start);
    const to = lineEnd(text, group.at(-1)!.end);
    const between = rest(text, from, to, group);
    const inline = between.trim() !== '';
    if (!inline) covers.blank(from, to);
    else if (coverControls(covers, text, from, to, group)) continue;
    for (const action of group) {
      if (isDefined(action.start) || action.kind !== 'value') continue;
      const isLines = !inline || (LINES.test(action.body) && opensValue(text.slice(from, action.start)));
      if (isLines) expansions.push({ action, column: columnIn(text, action, from, inline) });
      if (isLines && asWritten) covers.blank(action.start, action.end, HASH);
      else if (isLines) covers.blank(action.start, action.end);
      else if (!asWritten) covers.word(action.start, action.end);
    }
  }
  for (const { start, end } of defined) covers.blank(start, end);
  return { text: covers.text(), expansions };
}

/** Whether what stands before an action on its line leaves it the place of a value: `key:`, `-`. */
const opensValue = (before: string): boolean => /(?:^|\s)-\s+$|:\s+$/.test(before) || /^\s*$/.test(before);

/** Actions that stand on the same lines. */
function* byLines(text: string, actions: readonly Action[]): Iterable<readonly Action[]> {
  let group: Action[] = [];
  for (const action of actions) {
    const last = group.at(-1);
    if (last && text.slice(last.end, action.start).includes('\n')) {
      yield group;
      group = [];
    }
    group.push(action);
  }
  if (group.length > 0) yield group;
}

function rest(text: string, from: number, to: number, group: readonly Action[]): string {
  let result = '';
  let at = from;
  for (const { start, end } of group) {
    result += text.slice(at, start);
    at = end;
  }
  return result + text.slice(at, to);
}

/**
 * A line of text with control actions in it: what they choose between is one word, if it can be the word of a key or an entry.
 * Says whether nothing of the line is left to be read.
 */
function coverControls(covers: Cover, text: string, from: number, to: number, group: readonly Action[]): boolean {
  const controls = group.filter(({ kind }) => kind !== 'value');
  const [first] = controls;
  const last = controls.at(-1);
  if (!first || !last) return false;
  const chosen = rest(text, first.start, last.end, group).trim();
  const before = text.slice(from, first.start);
  if (chosen === '' && group.every(({ kind, start }) => kind !== 'value' || start < first.start || start > last.end)) {
    for (const { start, end } of controls) covers.blank(start, end);
  } else if (before.trim() !== '') covers.word(first.start, last.end);
  else {
    covers.blank(from, to);
    return true;
  }
  return false;
}

/** The column in which the lines of an expansion begin: as it says, else its own. */
function columnIn(text: string, action: Action, from: number, inline: boolean): number {
  const own = action.start - from;
  const told = /\b(n?indent)\s+(\d{1,3})\b(?![\s\S]*\bn?indent\b)/.exec(action.body);
  if (!told) return inline ? own + 1 : own;
  return told[1] === 'nindent' || text[action.start + 2] === '-' ? Number(told[2]) : own + Number(told[2]);
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;
function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return text[end - 1] === '\r' ? end - 1 : end;
}

const SPACE = 32;
const HASH = 35;
const WORD = 120;

/** A text of which stretches are covered, in any order, later ones on top. Line breaks stay. */
class Cover {
  readonly #source: string;
  /** What stands in place of each unit; 0 for the unit itself. */
  readonly #units: Uint8Array;

  constructor(source: string) {
    this.#source = source;
    this.#units = new Uint8Array(source.length);
  }
  blank(from: number, to: number, unit = SPACE): void {
    this.#units.fill(unit, from, to);
  }
  /** The first line is a word; lines that go on are nothing. */
  word(from: number, to: number): void {
    const feed = this.#source.indexOf('\n', from);
    const end = feed < 0 ? to : Math.min(feed, to);
    this.#units.fill(WORD, from, end);
    this.#units.fill(SPACE, end, to);
  }
  text(): string {
    let text = '';
    let from = 0;
    for (let at = 0; at <= this.#units.length; at++) {
      const unit = this.#units[from]!;
      if (at < this.#units.length && this.#units[at] === unit) continue;
      const run = this.#source.slice(from, at);
      text += unit === 0 ? run : run.replace(/[^\r\n]+/g, ({ length }) => String.fromCharCode(unit).repeat(length));
      from = at;
    }
    return text;
  }
}
