import type { Problem } from '../place';

/** Nesting of expressions, templates and blocks beyond which nothing is read: no stack is deep enough for hostile text. */
export const MAX_DEPTH = 200;
const MAX_PROBLEMS = 200;

export const NEWLINE = 10;
/** What ends an enclosing construct: errors leave it for whoever opened that. */
const CLOSERS = ')]},';

function lineEnd(text: string, from: number, limit: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 || at > limit ? limit : at;
}

/** Could not be read; the problem list says why. */
interface Unread {
  readonly type: 'error';
  readonly start: number;
  readonly end: number;
}

/** The reading position with all that recovery needs. Every reader of a language with braces builds on it. */
export abstract class Reader {
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

  /** Whether what begins on the line at `start` stands by itself, so that everything still open above it is surely unfinished. */
  protected abstract beginsAnew(start: number): boolean;

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
        if (this.nested > 0 && this.pos < this.limit && this.beginsAnew(this.pos)) this.limit = this.pos;
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

  /** Takes the closing bracket, or leaves the rest to whoever is outside. */
  protected close(code: number, open: number): void {
    this.skip();
    if (this.peek() === code) this.take(1);
    else {
      this.pos = Math.min(this.last, this.limit);
      this.problem(open, open + 1, 'this bracket is never closed');
    }
  }

  /** Reports what could not be read; the rest of the line goes with it, unless something that encloses this ends here. */
  protected error(message: string, start = this.pos): Unread {
    if (this.text.slice(this.last, this.pos).includes('\n')) this.pos = this.last;
    const here = this.peek();
    // a comment may stand between: it is no part of what is missing
    if (here < 0 || here === NEWLINE) this.pos = this.last;
    const at = Math.min(start, this.pos);
    if (here >= 0 && here !== NEWLINE && !CLOSERS.includes(String.fromCharCode(here))) this.skipLine();
    const end = Math.max(at, Math.min(this.pos, this.last));
    this.problem(at, Math.max(end, at + 1), message);
    return { type: 'error', start: at, end };
  }
}
