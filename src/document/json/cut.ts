import type { Cut } from '../syntax';

/** A text of fewer characters is parsed whole in well under a millisecond. */
const LARGE_TEXT = 10_000;
/** A top-level object or list of more characters is cut into what is in it. */
const LARGE_ENTRY = 2_000;

/**
 * Cuts a large object at its entries, and its large objects at theirs or, for `lists`, its large lists of objects at
 * these. A section begins after the comma or bracket before its first key or item and ends after its own comma; what
 * closes a cut object or list ends its last section. Left whole: objects with nothing large in them, where cutting
 * gains nothing, and objects that name their `kind` and `apiVersion`, which are read as one.
 */
export function cutJson(text: string, lists: boolean): readonly Cut[] {
  const whole: readonly Cut[] = [{ start: 0, end: text.length, under: [] }];
  if (text.length < LARGE_TEXT) return whole;
  const open = skipGap(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text[open] !== '{') return whole;
  const tops = entriesOf(text, open + 1);
  const names = tops.map(({ key }) => key);
  const isOnly = (key: string) => names.indexOf(key) === names.lastIndexOf(key);
  const isCut = ({ start, end, key, value, children }: Top) =>
    end - start >= LARGE_ENTRY &&
    (lists ? text[value] === '[' && children.length > 0 && isOnly(key) : text[value] === '{');
  if (!tops.some(isCut) || (names.includes('kind') && names.includes('apiVersion'))) return whole;
  const starts: { start: number; under: readonly string[] }[] = [];
  for (const top of tops) {
    starts.push({ start: starts.length === 0 ? 0 : top.start, under: [] });
    if (!isCut(top)) continue;
    top.children.forEach((start, i) => {
      starts.push({ start, under: lists ? [top.key, String(i)] : [top.key] });
    });
  }
  return starts.map(({ start, under }, i) => ({ start, end: starts[i + 1]?.start ?? text.length, under }));
}

interface Top {
  readonly start: number;
  readonly key: string;
  readonly value: number;
  readonly end: number;
  /** Where the entries of the value begin if it is an object, its items if it is a list of objects alone. */
  readonly children: readonly number[];
}

/** The keys of the object that a text is, with where their entries begin and end; nothing for any other text. */
export function topKeys(
  text: string,
): readonly { readonly key: string; readonly start: number; readonly end: number }[] {
  const open = skipGap(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text[open] !== '{') return [];
  return entriesOf(text, open + 1);
}

/** The entries of the object that opens before `from`, and the beginnings of what is in them. */
function entriesOf(text: string, from: number): Top[] {
  const tops: Top[] = [];
  let start = from;
  let key: string | undefined;
  let value = -1;
  let children: number[] = [];
  let pending = -1;
  let isMixed = false;
  let depth = 1;
  const close = (end: number) => {
    if (key !== undefined) tops.push({ start, key, value, end, children: isMixed ? [] : children });
    start = end;
    key = undefined;
    value = -1;
    children = [];
    isMixed = false;
  };
  const begin = () => {
    if (pending >= 0) children.push(pending);
    pending = -1;
  };
  for (let at = from; at < text.length && depth > 0; ) {
    const code = text.charCodeAt(at);
    const inList = depth === 2 && text.charCodeAt(value) === 91;
    if (code === 34) {
      const end = endOfString(text, at);
      if (depth === 1 && key === undefined) key = decoded(text.slice(at, end));
      if (inList) isMixed = true;
      else if (depth === 2) begin();
      at = end;
      continue;
    }
    if (code === 47 && skipComment(text, at) > at) {
      at = skipComment(text, at);
      continue;
    }
    at++;
    if (code === 58 && depth === 1 && value < 0) value = skipGap(text, at);
    else if (code === 123 || code === 91) {
      if (inList && code === 123) begin();
      else if (inList) isMixed = true;
      depth++;
      if (depth === 2 && at - 1 === value) pending = at;
    } else if (code === 125 || code === 93) {
      depth--;
      if (depth === 1) {
        isMixed ||= inList && pending >= 0 && children.length > 0;
        pending = -1;
      }
    } else if (code === 44 && depth === 2) {
      isMixed ||= inList && pending >= 0;
      pending = at;
    } else if (code === 44 && depth === 1) close(at);
  }
  close(text.length);
  return tops;
}

function decoded(raw: string): string {
  try {
    return JSON.parse(raw) as string;
  } catch {
    return raw.slice(1, -1); // still being typed
  }
}

/** The offset after a string that begins at `from`; strings end with their line at the latest. */
export function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 34) return at + 1;
    else if (code === 10) return at;
  }
  return text.length;
}

/** The offset of the next character that is neither blank nor comment. */
export function skipGap(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (text.charCodeAt(at) <= 32) at++;
    else {
      const after = skipComment(text, at);
      if (after === at) return at;
      at = after;
    }
  }
  return at;
}

function skipComment(text: string, at: number): number {
  const opened = text.startsWith('//', at) ? '\n' : text.startsWith('/*', at) ? '*/' : undefined;
  if (opened === undefined) return at;
  const end = text.indexOf(opened, at + 2);
  return end < 0 ? text.length : end + opened.length;
}
