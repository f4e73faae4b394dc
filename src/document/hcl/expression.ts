import { BracketReader } from './brackets';
import { isDigit, isNameStart, MAX_DEPTH, QUOTE } from './cursor';
import type { Expression, Step } from './tree';

/** So many operators in one row make a tree that is as deep. */
const MAX_CHAIN = 500;
const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Shared by all values that nothing is asked of: most are. */
const NO_STEPS: readonly Step[] = [];

/** Reads values; collections are left to the class that builds on this one. */
export abstract class ExpressionReader extends BracketReader {
  protected abstract tuple(): Expression;
  protected abstract object(): Expression;

  protected expression(): Expression {
    this.skip();
    if (this.depth >= MAX_DEPTH) return this.error('this is nested too deeply to be read');
    this.depth++;
    const start = this.pos;
    let result = this.operators(1, start);
    this.skip();
    if (this.peek() === 63) {
      this.take(1);
      const yes = this.expression();
      this.skip();
      if (this.peek() === 58) {
        this.take(1);
        const no = this.expression();
        result = { type: 'conditional', start, end: this.last, test: result, yes, no };
      } else result = this.error('a condition needs its other value after a colon', start);
    }
    this.depth--;
    return result;
  }

  private operators(least: number, start: number): Expression {
    let left = this.unary();
    for (let count = 0; ; count++) {
      this.skip();
      const operator = this.operator();
      const precedence = operator === undefined ? 0 : PRECEDENCE[operator]!;
      if (operator === undefined || precedence < least) return left;
      if (count >= MAX_CHAIN) return this.error('too many operators in one row', start);
      this.take(operator.length);
      this.skip();
      const right = this.operators(precedence + 1, this.pos);
      left = { type: 'binary', start, end: this.last, operator, left, right };
    }
  }

  private operator(): string | undefined {
    const code = this.peek();
    const next = this.peekAfter(1);
    if (code === 38 || code === 124) return next === code ? (code === 38 ? '&&' : '||') : undefined;
    if (code === 61) return next === 61 ? '==' : undefined;
    if (code === 33) return next === 61 ? '!=' : undefined;
    if (code === 60) return next === 61 ? '<=' : next === 60 ? undefined : '<';
    if (code === 62) return next === 61 ? '>=' : '>';
    if (code === 43) return '+';
    if (code === 45) return '-';
    if (code === 42) return '*';
    if (code === 47) return '/';
    return code === 37 ? '%' : undefined;
  }

  private unary(): Expression {
    const code = this.peek();
    if (code !== 45 && code !== 33) return this.postfix();
    if (this.depth >= MAX_DEPTH) return this.error('this is nested too deeply to be read');
    const start = this.pos;
    this.take(1);
    this.skip();
    this.depth++;
    const of = this.unary();
    this.depth--;
    return { type: 'unary', start, end: this.last, operator: code === 45 ? '-' : '!', of };
  }

  private postfix(): Expression {
    const start = this.pos;
    const plain = isNameStart(this.peek()) && this.peek() >= 0;
    const of = this.primary();
    if (of.type === 'error' || (of.type === 'literal' && typeof of.value === 'number')) return of;
    const steps = this.steps();
    if (steps.length === 0) return of;
    const { last: end } = this;
    return of.type === 'traversal' && plain
      ? { type: 'traversal', start, end, root: of.root, steps }
      : { type: 'access', start, end, of, steps };
  }

  private primary(): Expression {
    const code = this.peek();
    if (code === QUOTE) return this.quoted();
    if (code === 91) return this.tuple();
    if (code === 123) return this.object();
    if (code === 40) return this.parentheses();
    if (isDigit(code)) return this.number();
    if (code === 60 && this.peekAfter(1) === 60) {
      const start = this.pos;
      return this.heredoc() ?? this.error('a heredoc begins with <<NAME at the end of a line', start);
    }
    return code >= 0 && isNameStart(code) ? this.named() : this.error('a value is expected here');
  }

  private named(): Expression {
    const start = this.pos;
    let name = this.name();
    while (this.peek() === 58 && this.peekAfter(1) === 58 && isNameStart(this.peekAfter(2))) {
      this.take(2);
      name += `::${this.name()}`;
    }
    while (this.peek() === 32 || this.peek() === 9) this.pos++;
    if (this.peek() === 40) return this.call(start, name);
    const literal = LITERALS.get(name);
    if (literal !== undefined) return { type: 'literal', start, end: this.last, value: literal };
    return { type: 'traversal', start, end: this.last, root: name, steps: NO_STEPS };
  }

  private call(start: number, name: string): Expression {
    let expand = false;
    const args = this.brackets(41, () => {
      const argument = this.expression();
      this.skip();
      expand = this.ellipsis() || expand;
      return argument;
    });
    return { type: 'call', start, end: this.last, name, args, expand };
  }

  /** Takes `...`, if it stands here. */
  protected ellipsis(): boolean {
    const found = this.peek() === 46 && this.peekAfter(1) === 46 && this.peekAfter(2) === 46;
    if (found) this.take(3);
    return found;
  }

  private number(): Expression {
    const start = this.pos;
    const digits = (): void => {
      while (isDigit(this.peek())) this.pos++;
    };
    digits();
    if (this.peek() === 46 && isDigit(this.peekAfter(1))) {
      this.pos++;
      digits();
    }
    if (this.peek() === 101 || this.peek() === 69) {
      const sign = this.peekAfter(1) === 43 || this.peekAfter(1) === 45 ? 1 : 0;
      if (isDigit(this.peekAfter(1 + sign))) {
        this.pos += 1 + sign;
        digits();
      }
    }
    this.last = this.pos;
    if (this.peek() >= 0 && isNameStart(this.peek())) {
      this.name();
      this.problem(start, this.last, 'this is no number');
      return { type: 'error', start, end: this.last };
    }
    return { type: 'literal', start, end: this.last, value: Number(this.text.slice(start, this.last)) };
  }

  private steps(): readonly Step[] {
    let steps: Step[] | undefined;
    for (;;) {
      this.skip();
      const code = this.peek();
      const step = code === 46 && this.peekAfter(1) !== 46 ? this.dot() : code === 91 ? this.index() : undefined;
      if (!step) return steps ?? NO_STEPS;
      steps ??= [];
      steps.push(step);
    }
  }

  private dot(): Step | undefined {
    const start = this.pos;
    this.take(1);
    const code = this.peek();
    if (code === 42) {
      this.take(1);
      return { type: 'splat', start, end: this.last, full: false };
    }
    if (isDigit(code)) {
      const from = this.pos;
      while (isDigit(this.peek())) this.pos++;
      this.last = this.pos;
      const value = Number(this.text.slice(from, this.last));
      return { type: 'index', start, end: this.last, key: { type: 'literal', start: from, end: this.last, value } };
    }
    if (code >= 0 && isNameStart(code)) {
      const name = this.name();
      return { type: 'name', start, end: this.last, name };
    }
    this.problem(start, start + 1, 'a name is expected after the dot');
    return undefined;
  }

  /** `[key]` or `[*]`; a bracket on a new line is an item of its own. */
  private index(): Step | undefined {
    const start = this.pos;
    if (this.multi && this.text.slice(this.last, start).includes('\n')) return undefined;
    if (this.peekAfter(1) === 42 && this.peekAfter(2) === 93) {
      this.take(3);
      return { type: 'splat', start, end: this.last, full: true };
    }
    const { multi } = this;
    this.take(1);
    this.nested++;
    this.multi = true;
    const key = this.expression();
    this.close(93, start);
    this.nested--;
    this.multi = multi;
    return { type: 'index', start, end: this.last, key };
  }
}
