import { Reader } from '../reader';

export { MAX_DEPTH, NEWLINE } from '../reader';

const NAME_START = 1;
const NAME_PART = 2;
const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  const digit = code >= 48 && code <= 57;
  CLASSES[code] = letter ? NAME_START | NAME_PART : digit || code === 45 ? NAME_PART : 0;
}

export const isNameStart = (code: number): boolean => (code < 128 ? (CLASSES[code]! & NAME_START) !== 0 : true);
const isNamePart = (code: number): boolean => (code < 128 ? (CLASSES[code]! & NAME_PART) !== 0 : true);
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

export const QUOTE = 34;

/** Words that begin a top-level block of Terraform, with the least number of labels that makes them one. */
const HEADERS: ReadonlyMap<string, number> = new Map([
  ['resource', 1],
  ['data', 1],
  ['ephemeral', 1],
  ['module', 1],
  ['variable', 1],
  ['output', 1],
  ['provider', 1],
  ['check', 1],
  ['locals', 0],
  ['terraform', 0],
  ['moved', 0],
  ['import', 0],
  ['removed', 0],
]);

/** Whether the line at `start` is `keyword labels… {`, so that everything still open above it is surely unfinished. */
export function headerAt(text: string, start: number): boolean {
  let at = start;
  while (at < text.length && isNamePart(text.charCodeAt(at))) at++;
  if (at === start || at - start > 9) return false;
  const least = HEADERS.get(text.slice(start, at));
  if (least === undefined) return false;
  for (let labels = 0; ; labels++) {
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
    const code = text.charCodeAt(at);
    if (code === 123) return labels >= least;
    if (code === QUOTE) {
      const close = text.indexOf('"', at + 1);
      if (close < 0 || text.slice(at, close).includes('\n')) return false;
      at = close + 1;
    } else if (isNameStart(code)) {
      while (at < text.length && isNamePart(text.charCodeAt(at))) at++;
    } else return false;
  }
}

/** Every reader of HCL builds on it. */
export abstract class Cursor extends Reader {
  protected beginsAnew(start: number): boolean {
    return headerAt(this.text, start);
  }

  /** Reads a name; the caller has seen that one begins here. */
  protected name(): string {
    const start = this.pos;
    while (this.pos < this.limit && isNamePart(this.text.charCodeAt(this.pos))) this.pos++;
    this.last = this.pos;
    return this.text.slice(start, this.pos);
  }
}
