import type { Cut } from '../syntax';

/** A text of fewer characters is parsed whole in well under a millisecond. */
const LARGE_TEXT = 10_000;
/** A top-level object of more characters is cut into its entries. */
const LARGE_ENTRY = 2_000;

/**
 * Cuts a large object at its entries, and its large objects at theirs. A section begins after the comma or brace
 * before its first key and ends after its own comma; the braces that close a cut object end its last entry's section.
 * Left whole: objects without a large object in them, where cutting gains nothing, and objects that name their `kind`
 * and `apiVersion`, which are read as one.
 */
export function cutJson(text: string): readonly Cut[] {
  const whole: readonly Cut[] = [{ start: 0, end: text.length, under: [] }];
  if (text.length < LARGE_TEXT) return whole;
  const open = skipGap(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  if (text[open] !== '{') return whole;
  const tops = entriesOf(text, open + 1);
  const isCut = (top: Top) => top.end - top.start >= LARGE_ENTRY && text[top.value] === '{';
  const names = tops.map(({ key }) => key);
  if (!tops.some(isCut) || (names.includes('kind') && names.includes('apiVersion'))) return whole;
  const starts: { start: number; under: readonly string[] }[] = [];
  for (const top of tops) {
    starts.push({ start: starts.length === 0 ? 0 : top.start, under: [] });
    if (isCut(top)) for (const child of top.children) starts.push({ start: child, under: [top.key] });
  }
  return starts.map(({ start, under }, i) => ({ start, end: starts[i + 1]?.start ?? text.length, under }));
}

interface Top {
  readonly start: number;
  readonly key: string;
  readonly value: number;
  readonly end: number;
  /** Where the entries of the value begin, if it is an object. */
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

/** The entries of the object that opens before `from`, and the beginnings of theirs. */
function entriesOf(text: string, from: number): Top[] {
  const tops: Top[] = [];
  let start = from;
  let key: string | undefined;
  let value = -1;
  let children: number[] = [];
  let pending = -1;
  let depth = 1;
  const close = (end: number) => {
    if (key !== undefined) tops.push({ start, key, value, end, children });
    start = end;
    key = undefined;
    value = -1;
    children = [];
  };
  for (let at = from; at < text.length && depth > 0; ) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const end = endOfString(text, at);
      if (depth === 1 && key === undefined) key = decoded(text.slice(at, end));
      if (depth === 2 && pending >= 0) {
        children.push(pending);
        pending = -1;
      }
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
      depth++;
      if (depth === 2 && code === 123 && at - 1 === value) pending = at;
    } else if (code === 125 || code === 93) {
      depth--;
      if (depth === 1) pending = -1;
    } else if (code === 44 && depth === 2 && text.charCodeAt(value) === 123) pending = at;
    else if (code === 44 && depth === 1) close(at);
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
