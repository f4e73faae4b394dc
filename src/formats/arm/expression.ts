import type { Expression } from '../../document/bicep';
import type { Span } from '../../place';

/** Calls within calls: an end for hostile text. */
const MAX_DEPTH = 100;

/** Reads `[concat('a', parameters('b').c[0])]`, its brackets left out. `place` says where a stretch of the decoded text stands. */
export function parseExpression(text: string, from: number, place: (start: number, end: number) => Span): Expression {
  return new Reader(text, from, place).whole();
}

class Unread extends Error {}

class Reader {
  private depth = 0;

  constructor(
    private readonly text: string,
    private pos: number,
    private readonly place: (start: number, end: number) => Span,
  ) {}

  /** The whole expression; one that can't be read to its end is an error as a whole. */
  whole(): Expression {
    const start = this.pos;
    try {
      const expression = this.expression();
      this.skip();
      if (this.pos === this.text.length) return expression;
    } catch (thrown) {
      if (!(thrown instanceof Unread)) throw thrown;
    }
    return { type: 'error', ...this.place(start, this.text.length) };
  }

  private skip(): void {
    while (this.text.charCodeAt(this.pos) <= 32) this.pos++;
  }

  private taken(sign: string): boolean {
    this.skip();
    if (this.text[this.pos] !== sign) return false;
    this.pos++;
    return true;
  }

  private expression(): Expression {
    this.skip();
    if (++this.depth > MAX_DEPTH) throw new Unread();
    const start = this.pos;
    let of = this.primary(start);
    for (;;) {
      if (this.taken('.')) of = this.member(of, start);
      else if (this.taken('[')) {
        const key = this.expression();
        if (!this.taken(']')) throw new Unread();
        of = { type: 'index', ...this.place(start, this.pos), of, key };
      } else break;
    }
    this.depth--;
    return of;
  }

  private member(of: Expression, start: number): Expression {
    const name = this.name();
    const args = this.text[this.pos] === '(' ? this.args() : undefined;
    const span = this.place(start, this.pos);
    return args ? { type: 'call', ...span, of, name, args } : { type: 'member', ...span, of, name };
  }

  private primary(start: number): Expression {
    const sign = this.text[this.pos] ?? '';
    if (sign === "'") return this.string();
    if (/[\d-]/.test(sign)) {
      this.pos++;
      while (/[\d.]/.test(this.text[this.pos] ?? '')) this.pos++;
      const value = Number(this.text.slice(start, this.pos));
      if (Number.isNaN(value)) throw new Unread();
      return { type: 'literal', ...this.place(start, this.pos), value };
    }
    const name = this.name();
    this.skip();
    if (this.text[this.pos] !== '(') return { type: 'name', ...this.place(start, this.pos), name };
    const args = this.args();
    return { type: 'call', ...this.place(start, this.pos), name, args };
  }

  private name(): string {
    this.skip();
    const start = this.pos;
    while (/\w/.test(this.text[this.pos] ?? '')) this.pos++;
    if (this.pos === start) throw new Unread();
    return this.text.slice(start, this.pos);
  }

  private args(): Expression[] {
    const args: Expression[] = [];
    this.pos++;
    if (this.taken(')')) return args;
    for (;;) {
      args.push(this.expression());
      if (this.taken(')')) return args;
      if (!this.taken(',')) throw new Unread();
    }
  }

  /** A quote within is written twice. */
  private string(): Expression {
    const start = this.pos++;
    let value = '';
    for (;;) {
      const close = this.text.indexOf("'", this.pos);
      if (close < 0) throw new Unread();
      value += this.text.slice(this.pos, close);
      this.pos = close + 1;
      if (this.text[this.pos] !== "'") break;
      value += "'";
      this.pos++;
    }
    const inner = this.place(start + 1, this.pos - 1);
    return { type: 'string', ...this.place(start, this.pos), inner, parts: [{ type: 'text', ...inner, value }] };
  }
}
