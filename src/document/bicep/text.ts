import { NEWLINE, Reader } from '../reader';
import type { Expression, StringPart } from './tree';

type Text = Extract<Expression, { type: 'string' }>;

const QUOTE = 39;
const DOLLAR = 36;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', "'": "'", '\\': '\\', $: '$' };

const letter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
export const isNameStart = (code: number): boolean => letter(code) || code > 127;
const isNamePart = (code: number): boolean => isNameStart(code) || isDigit(code);

/** Words that begin a statement which has a name behind it. */
const NAMED = new Set(['param', 'var', 'resource', 'module', 'output', 'type', 'func', 'metadata']);

/** Names and strings, with what is interpolated into them. */
export abstract class TextReader extends Reader {
  /** Whether a statement at the start of a line ends what is open: only where the text is known to be broken. */
  protected abstract readonly recovering: boolean;
  protected abstract expression(): Expression;

  /** `param name`, `@decorator(`, `targetScope =`, at the start of a line: nothing that a value could go on with. */
  protected beginsAnew(start: number): boolean {
    if (!this.recovering) return false;
    const { text } = this;
    if (text.charCodeAt(start) === 64) return true;
    let at = start;
    while (isNamePart(text.charCodeAt(at))) at++;
    const word = text.slice(start, at);
    while (text.charCodeAt(at) === 32) at++;
    const next = text.charCodeAt(at);
    return (NAMED.has(word) && letter(next)) || (word === 'targetScope' && next === 61);
  }

  /** Reads a name; the caller has seen that one begins here. */
  protected name(): string {
    const start = this.pos;
    while (this.pos < this.limit && isNamePart(this.text.charCodeAt(this.pos))) this.pos++;
    this.last = this.pos;
    return this.text.slice(start, this.pos);
  }

  /** Whether a string begins here: `'…'`, `'''…'''`, or the latter with dollars before it, which interpolates. */
  protected atString(): boolean {
    let ahead = 0;
    while (this.peekAfter(ahead) === DOLLAR) ahead++;
    return this.peekAfter(ahead) === QUOTE && (ahead === 0 || this.isTriple(ahead));
  }

  private isTriple(ahead: number): boolean {
    return (
      this.peekAfter(ahead) === QUOTE && this.peekAfter(ahead + 1) === QUOTE && this.peekAfter(ahead + 2) === QUOTE
    );
  }

  protected string(): Text {
    const start = this.pos;
    let dollars = 0;
    while (this.peekAfter(dollars) === DOLLAR) dollars++;
    if (this.isTriple(dollars)) return this.lines(start, dollars);
    this.take(1);
    const from = this.pos;
    const parts = this.parts();
    const inner = { start: from, end: this.pos };
    if (this.peek() === QUOTE) this.take(1);
    else {
      this.last = Math.max(this.last, this.pos);
      this.problem(start, this.pos, 'this string is never closed');
    }
    return { type: 'string', start, end: this.last, parts, inner };
  }

  /** A string of many lines: as it stands, without the line break behind its first quotes. */
  private lines(start: number, dollars: number): Text {
    this.take(dollars + 3);
    const from = this.pos;
    let close = this.text.indexOf("'''", from);
    if (close < 0 || close + 3 > this.limit) {
      this.pos = from;
      this.skipLine();
      this.problem(start, from, 'this string is never closed');
      return { type: 'string', start, end: this.pos, parts: [], inner: { start: from, end: this.pos } };
    }
    while (this.text.charCodeAt(close + 3) === QUOTE) close++; // quotes at the end belong to the text
    const { limit } = this;
    this.limit = close;
    if (this.peek() === 13 && this.peekAfter(1) === NEWLINE) this.pos++;
    if (this.peek() === NEWLINE) this.pos++;
    const parts = this.rawParts(dollars);
    this.limit = limit;
    this.pos = close;
    this.take(3);
    return { type: 'string', start, end: this.last, parts, inner: { start: from, end: close } };
  }

  private rawParts(dollars: number): StringPart[] {
    const parts: StringPart[] = [];
    const opening = dollars > 0 ? `${'$'.repeat(dollars)}{` : undefined;
    while (this.pos < this.limit) {
      const next = opening === undefined ? -1 : this.text.indexOf(opening, this.pos);
      const end = next < 0 || next >= this.limit ? this.limit : next;
      this.literal(this.pos, end, parts);
      this.pos = end;
      if (end < this.limit) parts.push(this.interpolation(dollars + 1));
    }
    return parts;
  }

  private literal(start: number, end: number, parts: StringPart[]): void {
    if (end > start) parts.push({ type: 'text', start, end, value: this.text.slice(start, end) });
  }

  /** What stands before the closing quote, or the end of the line. */
  private parts(): StringPart[] {
    const parts: StringPart[] = [];
    let from = this.pos;
    while (this.pos < this.limit) {
      const code = this.text.charCodeAt(this.pos);
      if (code === QUOTE || code === NEWLINE) break;
      if (code === 92) {
        this.literal(from, this.pos, parts);
        parts.push(this.escape());
        from = this.pos;
      } else if (code === DOLLAR && this.peekAfter(1) === 123) {
        this.literal(from, this.pos, parts);
        parts.push(this.interpolation(2));
        from = this.pos;
      } else this.pos++;
    }
    this.literal(from, this.pos, parts);
    return parts;
  }

  private escape(): StringPart {
    const start = this.pos;
    const sign = start + 1 < this.limit ? this.text[start + 1]! : '';
    const decoded = ESCAPES[sign];
    if (decoded !== undefined) {
      this.pos += 2;
      return { type: 'text', start, end: this.pos, value: decoded };
    }
    const close = sign === 'u' && this.text[start + 2] === '{' ? this.text.indexOf('}', start) : -1;
    const hex = close > 0 && close < this.limit ? this.text.slice(start + 3, close) : '';
    if (/^[0-9a-fA-F]{1,6}$/.test(hex) && Number.parseInt(hex, 16) <= 0x10ffff) {
      this.pos = close + 1;
      return { type: 'text', start, end: this.pos, value: String.fromCodePoint(Number.parseInt(hex, 16)) };
    }
    this.problem(start, start + 2, 'this escape has no meaning here');
    this.pos = Math.min(start + 1, this.limit);
    return { type: 'text', start, end: this.pos, value: '\\' };
  }

  /** `${ … }`, first read to its brace, and to the end of its line if there is none. */
  private interpolation(opening: number): StringPart {
    const { guessing, multi, limit, pos: start } = this;
    const read = (): { value: Expression; closed: boolean } => {
      this.take(opening);
      const value = this.expression();
      this.skip();
      const closed = this.peek() === 125;
      if (closed) this.take(1);
      return { value, closed };
    };
    this.guessing = true;
    this.multi = true;
    this.nested++;
    let result = read();
    const closed = result.closed && !this.failed;
    this.limit = limit;
    this.guessing = guessing;
    if (!closed && guessing) this.problem(start, start, '');
    else if (!closed) {
      this.failed = false;
      this.pos = this.last = start;
      result = this.withinLine(read);
      if (!result.closed) {
        this.pos = Math.max(this.last, start + 2);
        this.problem(start, this.pos, 'this interpolation is never closed');
      }
    }
    this.nested--;
    this.multi = multi;
    return { type: 'interpolation', start, end: Math.max(this.pos, start), value: result.value };
  }
}
