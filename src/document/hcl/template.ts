import { Cursor, isNameStart, NEWLINE, QUOTE } from './cursor';
import { findHeredocEnd, flush, trimMarkers } from './heredoc';
import type { Expression, TemplatePart } from './tree';

type Template = Extract<Expression, { type: 'template' }>;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Reads quoted strings, heredocs and bare templates, with what is interpolated into them. */
export abstract class TemplateReader extends Cursor {
  protected abstract expression(): Expression;

  /** A quoted string: it ends at its quote, or at the end of its line. */
  protected quoted(): Template {
    const start = this.pos;
    this.take(1);
    const from = this.pos;
    const parts = this.plain() ?? this.parts(false);
    const inner = { start: from, end: this.pos };
    if (this.peek() === QUOTE) this.take(1);
    else {
      this.last = Math.max(this.last, this.pos);
      this.problem(start, this.pos, 'this string is never closed');
    }
    return { type: 'template', start, end: this.last, parts, heredoc: false, inner };
  }

  /** What stands before the closing quote when that is nothing but text, as in most strings. */
  private plain(): TemplatePart[] | undefined {
    const { text, pos: start, limit } = this;
    let at = start;
    for (; at < limit; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      if (code === 92 || code === 36 || code === 37 || code === NEWLINE) return undefined;
    }
    if (at >= limit) return undefined;
    this.pos = at;
    return at === start ? [] : [{ type: 'text', start, end: at, value: text.slice(start, at) }];
  }

  /** The whole text as a template without quotes, as a string of Terraform's JSON syntax is one. */
  protected bare(): Template {
    const start = this.pos;
    const parts = this.parts(true);
    return { type: 'template', start, end: this.pos, parts, heredoc: true, inner: { start, end: this.pos } };
  }

  /** `<<TAG` or `<<-TAG` up to the line that holds nothing but the tag. */
  protected heredoc(): Template | undefined {
    const start = this.pos;
    this.take(2);
    const indented = this.peek() === 45;
    if (indented) this.take(1);
    if (!isNameStart(this.peek())) return undefined;
    const tag = this.name();
    while (this.peek() === 32 || this.peek() === 9 || this.peek() === 13) this.pos++;
    if (this.peek() !== NEWLINE) return undefined;
    this.pos++;
    const from = this.pos;
    const found = findHeredocEnd(this.text, from, this.limit, tag);
    const { limit } = this;
    this.limit = found.body;
    let parts = this.parts(true);
    this.limit = limit;
    if (indented) parts = flush(parts);
    this.pos = found.end;
    this.last = found.end;
    if (!found.closed) this.problem(start, from - 1, `this heredoc is never closed by a line with ${tag}`);
    return { type: 'template', start, end: found.end, parts, heredoc: true, inner: { start: from, end: found.body } };
  }

  private parts(lines: boolean): TemplatePart[] {
    const { text } = this;
    const parts: TemplatePart[] = [];
    let from = this.pos;
    let trims = false;
    const literal = (to: number): void => {
      if (to > from) parts.push({ type: 'text', start: from, end: to, value: text.slice(from, to) });
    };
    while (this.pos < this.limit) {
      const code = text.charCodeAt(this.pos);
      if (code === NEWLINE) {
        if (!lines) break;
        this.pos++;
        literal(this.pos); // a part for each line: `<<-` takes their indentation away
        from = this.pos;
      } else if (code === QUOTE && !lines) break;
      else if (code === 92 && !lines) {
        literal(this.pos);
        parts.push(this.escape());
        from = this.pos;
      } else if ((code === 36 || code === 37) && this.peekAfter(1) === 123) {
        literal(this.pos);
        const part = code === 36 ? this.interpolation() : this.directive();
        trims ||= text[part.start + 2] === '~' || text[part.end - 2] === '~';
        parts.push(part);
        from = this.pos;
      } else if ((code === 36 || code === 37) && this.peekAfter(1) === code) {
        from = this.dollars(code, parts, literal) ?? from;
      } else this.pos++;
    }
    literal(this.pos);
    return trims ? trimMarkers(parts, text, lines) : parts;
  }

  /** `$${` is a literal `${`; longer runs of dollars before a brace stand for themselves. Gives where text goes on. */
  private dollars(code: number, parts: TemplatePart[], literal: (to: number) => void): number | undefined {
    let run = 2;
    while (this.peekAfter(run) === code) run++;
    if (run > 2 || this.peekAfter(2) !== 123) {
      this.pos += run + (this.peekAfter(run) === 123 ? 1 : 0);
      return undefined;
    }
    literal(this.pos);
    const start = this.pos;
    this.pos += 3;
    parts.push({ type: 'text', start, end: this.pos, value: code === 36 ? '${' : '%{' });
    return this.pos;
  }

  private escape(): TemplatePart {
    const start = this.pos;
    const letter = start + 1 < this.limit ? this.text[start + 1]! : '';
    const decoded = ESCAPES[letter];
    if (decoded !== undefined) {
      this.pos += 2;
      return { type: 'text', start, end: this.pos, value: decoded };
    }
    const digits = letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
    const hex = this.text.slice(start + 2, Math.min(start + 2 + digits, this.limit));
    const point = hexadecimal(hex);
    if (digits > 0 && hex.length === digits && point !== undefined && point <= 0x10ffff) {
      this.pos += 2 + digits;
      return { type: 'text', start, end: this.pos, value: String.fromCodePoint(point) };
    }
    this.problem(start, start + 2, 'this escape has no meaning here');
    this.pos = Math.min(start + 1, this.limit);
    return { type: 'text', start, end: this.pos, value: '\\' };
  }

  /** `${ … }`. Newlines may stand in it, so it is first read to its brace, and to the end of its line if there is none. */
  private interpolation(): TemplatePart {
    const start = this.pos;
    const read = (): { value: Expression; closed: boolean } => {
      this.take(this.peekAfter(2) === 126 ? 3 : 2);
      const value = this.expression();
      return { value, closed: this.endOfSequence() };
    };
    const { value } = this.sequence(start, read, 'this interpolation is never closed');
    return { type: 'interpolation', start, end: this.pos, value };
  }

  /** `%{ if … }`, `%{ for … in … }`, `%{ else }` and their ends. */
  private directive(): TemplatePart {
    const start = this.pos;
    const read = () => {
      this.take(this.peekAfter(2) === 126 ? 3 : 2);
      this.skip();
      const word = isNameStart(this.peek()) ? this.name() : '';
      const names = word === 'for' ? this.loopNames() : [];
      const value = word === 'if' || word === 'for' ? this.expression() : undefined;
      return { word, names, ...(value && { value }), closed: this.endOfSequence() };
    };
    const { closed: _, ...directive } = this.sequence(start, read, 'this directive is never closed');
    return { type: 'directive', start, end: this.pos, ...directive };
  }

  /** Names of a `for`, up to and with its `in`. */
  protected loopNames(): string[] {
    const names: string[] = [];
    for (;;) {
      this.skip();
      if (!isNameStart(this.peek())) return names;
      const name = this.name();
      if (name === 'in') return names;
      names.push(name);
      this.skip();
      if (this.peek() === 44) this.take(1);
    }
  }

  private endOfSequence(): boolean {
    this.skip();
    if (this.peek() === 126 && this.peekAfter(1) === 125) this.take(1);
    if (this.peek() !== 125) return false;
    this.take(1);
    return true;
  }

  private sequence<T extends { closed: boolean }>(start: number, read: () => T, message: string): T {
    const { guessing, multi, limit } = this;
    this.guessing = true;
    this.multi = true;
    this.nested++;
    let result = read();
    const closed = result.closed && !this.failed;
    this.limit = limit;
    this.guessing = guessing;
    if (!closed && guessing) this.problem(start, start, message);
    else if (!closed) {
      this.failed = false;
      this.pos = this.last = start;
      result = this.withinLine(read);
      if (!result.closed) {
        this.pos = Math.max(this.last, start + 2);
        this.problem(start, this.pos, message);
      }
    }
    this.nested--;
    this.multi = multi;
    return result;
  }
}

function hexadecimal(digits: string): number | undefined {
  let value = 0;
  for (const digit of digits) {
    const at = '0123456789abcdef'.indexOf(digit.toLowerCase());
    if (at < 0) return undefined;
    value = value * 16 + at;
  }
  return value;
}
