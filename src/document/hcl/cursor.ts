import type { Problem } from '../../place';

/** Nesting of expressions, templates and blocks beyond which nothing is read: no stack is deep enough for hostile text. */
export const MAX_DEPTH = 200;
const MAX_PROBLEMS = 200;

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

export const NEWLINE = 10;
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

function lineEnd(text: string, from: number, limit: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 || at > limit ? limit : at;
}

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

/** The reading position with all that recovery needs. Every reader of HCL builds on it. */
export abstract class Cursor {
  readonly problems: Problem[] = [];
  protected pos = 0;
  /** End of the last token that was read. */
  protected last = 0;
  /** Where reading stops for now: the text's end, a line's end, or a header that closes all that is open. */
  protected limit: number;
  /** Whether newlines are blanks, as in parentheses. */
  protected multi = false;
  /** How many brackets, templates and blocks are open. */
  protected nested = 0;
  protected depth = 0;
  /** Reading something that may turn out not to be there: the first problem ends it. */
  protected guessing = false;
  protected failed = false;
  private unclosedComment = false;

  constructor(protected readonly text: string) {
    this.limit = text.length;
    if (text.charCodeAt(0) === 0xfeff) this.pos = this.last = 1;
  }

  /** The character code here, or -1 at the end. */
  protected peek(): number {
    return this.pos < this.limit ? this.text.charCodeAt(this.pos) : -1;
  }

  protected peekAfter(distance: number): number {
    return this.pos + distance < this.limit ? this.text.charCodeAt(this.pos + distance) : -1;
  }

  /** Takes so many characters as one token. */
  protected take(length: number): void {
    this.pos += length;
    this.last = this.pos;
  }

  protected problem(start: number, end: number, message: string): void {
    if (this.guessing) {
      this.failed = true;
      this.pos = this.limit;
    } else if (this.problems.length < MAX_PROBLEMS) {
      this.problems.push({ start, end: Math.max(start, Math.min(end, this.text.length)), message });
    }
  }

  /** Passes blanks and comments, and newlines where they are blanks. A header at the start of a line becomes the limit. */
  protected skip(): void {
    const { text } = this;
    while (this.pos < this.limit) {
      const code = text.charCodeAt(this.pos);
      if (code === 32 || code === 9 || code === 13) this.pos++;
      else if (code === NEWLINE) {
        if (!this.multi) return;
        this.pos++;
        if (this.nested > 0 && this.pos < this.limit && headerAt(text, this.pos)) this.limit = this.pos;
      } else if (code === 35 || (code === 47 && this.peekAfter(1) === 47)) {
        this.pos = lineEnd(text, this.pos, this.limit);
      } else if (code === 47 && this.peekAfter(1) === 42) this.blockComment();
      else return;
    }
  }

  /** A comment that never ends is taken to end with its line, since the rest of the file is surely code. */
  private blockComment(): void {
    const close = this.unclosedComment ? -1 : this.text.indexOf('*/', this.pos + 2);
    if (close >= 0 && close + 2 <= this.limit) {
      this.pos = close + 2;
      return;
    }
    if (close < 0) this.unclosedComment = true;
    const start = this.pos;
    this.pos = lineEnd(this.text, start, this.limit);
    this.problem(start, start + 2, 'this comment is never closed');
  }

  /** Reads a name; the caller has seen that one begins here. */
  protected name(): string {
    const start = this.pos;
    while (this.pos < this.limit && isNamePart(this.text.charCodeAt(this.pos))) this.pos++;
    this.last = this.pos;
    return this.text.slice(start, this.pos);
  }

  /** Gives up on the rest of the line, or on what is left of it before the brace that ends what is open. */
  protected skipLine(): void {
    let end = lineEnd(this.text, this.pos, this.limit);
    let open = 0;
    for (let at = this.pos; at < end && this.nested > 0; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 123) open++;
      if (code === 125 && --open < 0) end = at;
    }
    let last = end;
    while (last > this.pos && this.text.charCodeAt(last - 1) <= 32) last--;
    if (last > this.pos) this.last = last;
    this.pos = end;
  }

  /** Narrows reading to the current line while `read` runs. */
  protected withinLine<T>(read: () => T): T {
    const { limit } = this;
    this.limit = lineEnd(this.text, this.pos, limit);
    const result = read();
    this.limit = limit;
    return result;
  }
}
