import { MAX_DEPTH, NEWLINE } from '../reader';
import { operatorOf, PRECEDENCE } from './operators';
import { isDigit, isNameStart, TextReader } from './text';
import type { Expression } from './tree';

/** So many operators or accesses in one row make a tree that is as deep. */
const MAX_CHAIN = 500;
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads values; what stands in braces and square brackets is left to the class that builds on this one. */
export abstract class ExpressionReader extends TextReader {
  protected abstract array(): Expression;
  protected abstract object(): Expression;

  protected expression(): Expression {
    this.skip();
    if (this.depth >= MAX_DEPTH) return this.error('this is nested too deeply to be read');
    this.depth++;
    const start = this.pos;
    let result = this.operators(1, start);
    if (this.goesOn((code, next) => code === 63 && next !== 63)) {
      this.take(1);
      const yes = this.afterBreak();
      if (this.goesOn((code) => code === 58)) {
        this.take(1);
        const no = this.afterBreak();
        result = { type: 'conditional', start, end: this.last, test: result, yes, no };
      } else result = this.error('a condition needs its other value after a colon', start);
    }
    this.depth--;
    return result;
  }

  /** The value after an operator, which may stand on the next line. */
  private afterBreak(): Expression {
    this.passBreaks();
    return this.expression();
  }

  private passBreaks(): void {
    const { multi } = this;
    this.multi = true;
    this.skip();
    this.multi = multi;
  }

  /** Whether a sign follows that continues a value, here or at the beginning of the next line; reading goes on there. */
  private goesOn(accepts: (code: number, next: number) => boolean): boolean {
    const { limit } = this;
    this.skip();
    const here = this.pos;
    if (this.peek() === NEWLINE) this.passBreaks();
    if (this.pos < this.limit && accepts(this.peek(), this.peekAfter(1))) return true;
    this.pos = here;
    this.limit = limit;
    return false;
  }

  private operators(least: number, start: number): Expression {
    let left = this.unary();
    for (let count = 0; ; count++) {
      let operator: string | undefined;
      this.skip();
      const broken = this.peek() === NEWLINE;
      const found = this.goesOn((code, next) => {
        operator = operatorOf(code, next);
        // a minus on a new line begins an item of its own
        return operator !== undefined && PRECEDENCE[operator]! >= least && !(broken && operator === '-');
      });
      if (!found || operator === undefined) return left;
      if (count >= MAX_CHAIN) return this.error('too many operators in one row', start);
      this.take(operator.length);
      this.passBreaks();
      const right = this.operators(PRECEDENCE[operator]! + 1, this.pos);
      left = { type: 'binary', start, end: this.last, operator, left, right };
    }
  }

  private unary(): Expression {
    const code = this.peek();
    if (code !== 45 && code !== 33 && code !== 43) return this.postfix();
    if (this.depth >= MAX_DEPTH) return this.error('this is nested too deeply to be read');
    const start = this.pos;
    this.take(1);
    this.skip();
    this.depth++;
    const of = this.unary();
    this.depth--;
    return { type: 'unary', start, end: this.last, operator: String.fromCharCode(code), of };
  }

  protected postfix(): Expression {
    const start = this.pos;
    let of = this.primary();
    for (let count = 0; of.type !== 'error'; count++) {
      if (count >= MAX_CHAIN) return this.error('too many accesses in one row', start);
      const next = this.access(of, start);
      if (!next) break;
      of = next;
    }
    return of;
  }

  /** `.name`, `.?name`, `::name`, `[key]`, `[?key]`, or the `!` that says a value is there. */
  private access(of: Expression, start: number): Expression | undefined {
    if (this.peek() === 33 && this.pos === this.last && this.peekAfter(1) !== 61 && this.peekAfter(1) !== 126) {
      this.take(1);
      return { ...of, end: this.last };
    }
    this.skip();
    const dot = this.peek() === 46 && this.peekAfter(1) !== 46;
    if (dot || (this.peek() === 58 && this.peekAfter(1) === 58)) return this.member(of, start, dot ? 1 : 2);
    if (this.peek() !== 91 || (this.multi && this.text.slice(this.last, this.pos).includes('\n'))) return undefined;
    const open = this.pos;
    this.take(this.peekAfter(1) === 63 ? 2 : 1);
    const key = this.between(93, open, () => this.expression());
    return { type: 'index', start, end: this.last, of, key };
  }

  private member(of: Expression, start: number, length: number): Expression {
    const dot = this.pos;
    this.take(length);
    if (this.peek() === 63) this.take(1);
    if (this.peek() < 0 || !isNameStart(this.peek())) {
      this.problem(dot, dot + 1, 'a name is expected after the dot');
      return { type: 'member', start, end: this.last, of, name: '' };
    }
    const name = this.name();
    if (this.peek() === 40) return this.call(start, name, of);
    return { type: 'member', start, end: this.last, of, name };
  }

  private primary(): Expression {
    const code = this.peek();
    if (this.atString()) return this.string();
    if (code === 91) return this.array();
    if (code === 123) return this.object();
    if (code === 40) return this.parentheses();
    if (isDigit(code)) return this.number();
    return code >= 0 && isNameStart(code) ? this.named() : this.error('a value is expected here');
  }

  private named(): Expression {
    const start = this.pos;
    const name = this.name();
    const span = { start, end: this.last };
    this.skip();
    if (this.peek() === 61 && this.peekAfter(1) === 62) return this.lambda(start, [name]);
    if (this.peek() === 40) return name === 'if' ? this.condition(start) : this.call(start, name);
    if (LITERALS.has(name)) return { type: 'literal', ...span, value: LITERALS.get(name) as boolean | null };
    return { type: 'name', ...span, name };
  }

  /** `if (test) { … }`, the body of what is made under a condition. */
  private condition(start: number): Expression {
    const test = this.parentheses();
    this.skip();
    const value = this.expression();
    return { type: 'if', start, end: this.last, test, value };
  }

  private lambda(start: number, names: readonly string[]): Expression {
    this.take(2);
    const value = this.afterBreak();
    return { type: 'lambda', start, end: this.last, names, value };
  }

  private call(start: number, name: string, of?: Expression): Expression {
    const open = this.pos;
    const args: Expression[] = [];
    this.take(1);
    this.between(41, open, () => {
      for (;;) {
        this.skip();
        if (this.peek() === 41 || this.peek() < 0) return;
        args.push(this.expression());
        this.skip();
        if (this.peek() !== 44) return;
        this.take(1);
      }
    });
    return { type: 'call', start, end: this.last, name, args, ...(of && { of }) };
  }

  /** Reads up to a closing bracket; newlines are blanks until then. */
  protected between<T>(close: number, open: number, read: () => T): T {
    const { multi } = this;
    this.multi = true;
    this.nested++;
    const result = read();
    this.close(close, open);
    this.nested--;
    this.multi = multi;
    return result;
  }

  protected parentheses(): Expression {
    const open = this.pos;
    const names = this.lambdaNames();
    if (names) return this.lambda(open, names);
    this.take(1);
    return this.between(41, open, () => this.expression());
  }

  /** The names of `(a, b) => …`; nothing is read where it is something else. */
  private lambdaNames(): readonly string[] | undefined {
    const { pos, last, limit } = this;
    const names: string[] = [];
    this.take(1);
    for (;;) {
      this.passBreaks();
      if (this.peek() < 0 || !isNameStart(this.peek())) break;
      names.push(this.name());
      this.passBreaks();
      if (this.peek() !== 44) break;
      this.take(1);
    }
    if (this.peek() === 41) {
      this.take(1);
      this.skip();
      if (this.peek() === 61 && this.peekAfter(1) === 62) return names;
    }
    this.pos = pos;
    this.last = last;
    this.limit = limit;
    return undefined;
  }

  protected number(): Expression {
    const start = this.pos;
    while (isDigit(this.peek())) this.pos++;
    this.last = this.pos;
    if (this.peek() >= 0 && isNameStart(this.peek())) {
      this.name();
      this.problem(start, this.last, 'this is no number');
      return { type: 'error', start, end: this.last };
    }
    return { type: 'literal', start, end: this.last, value: Number(this.text.slice(start, this.last)) };
  }
}
