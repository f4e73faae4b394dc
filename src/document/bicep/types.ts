import { MAX_DEPTH, NEWLINE } from '../reader';
import { ExpressionReader } from './expression';
import { isDigit, isNameStart } from './text';

/** Passes the types of parameters, outputs and functions: nothing is made of them. */
export abstract class TypeReader extends ExpressionReader {
  protected abstract decorators(): void;

  /** One type or several between bars. */
  protected typed(): void {
    if (this.depth >= MAX_DEPTH) {
      this.error('this is nested too deeply to be read');
      return;
    }
    this.depth++;
    this.bar();
    do this.oneType();
    while (this.bar());
    this.depth--;
  }

  /** Takes a bar, also from the beginning of the next line. */
  protected bar(): boolean {
    const { multi, limit } = this;
    this.skip();
    const here = this.pos;
    this.multi = true;
    this.skip();
    this.multi = multi;
    if (this.peek() === 124 && this.peekAfter(1) !== 124) {
      this.take(1);
      this.passLines();
      return true;
    }
    this.pos = here;
    this.limit = limit;
    return false;
  }

  private passLines(): void {
    const { multi } = this;
    this.multi = true;
    this.skip();
    this.multi = multi;
  }

  private oneType(): void {
    this.skip();
    const start = this.pos;
    const code = this.peek();
    if (code === 45 || code === 33) this.take(1);
    if (this.atString()) this.string();
    else if (isDigit(this.peek())) this.number();
    else if (code === 40) {
      this.take(1);
      this.between(41, start, () => this.typed());
    } else if (code === 123) this.members(125);
    else if (code === 91) this.members(93);
    else if (code >= 0 && isNameStart(code)) this.name();
    else {
      this.error('a type is expected here');
      return;
    }
    while (this.suffix()) this.skip();
  }

  /** `[]`, `[*]`, `?`, `!`, `.name`, `<…>`. */
  private suffix(): boolean {
    const code = this.peek();
    const start = this.pos;
    if (code === 63 || (code === 33 && this.peekAfter(1) !== 61)) this.take(1);
    else if (code === 91) {
      this.take(1);
      this.between(93, start, () => {
        this.skip();
        if (this.peek() === 42) this.take(1);
        else if (this.peek() !== 93) this.expression();
      });
    } else if (code === 60) {
      this.take(1);
      this.between(62, start, () => {
        do this.typed();
        while (this.comma());
      });
    } else if (code === 46) {
      this.take(1);
      if (this.peek() === 42) this.take(1);
      else if (isNameStart(this.peek())) this.name();
    } else return false;
    return true;
  }

  protected comma(): boolean {
    this.skip();
    if (this.peek() !== 44) return false;
    this.take(1);
    return true;
  }

  /** What stands in brackets, with commas or on lines of its own, until `read` gives a loop, which is the whole. */
  protected list<T>(close: number, read: () => T | undefined): T | undefined {
    const open = this.pos;
    const { multi } = this;
    let result: T | undefined;
    this.take(1);
    this.nested++;
    while (result === undefined) {
      this.multi = true;
      this.skip();
      if (this.peek() < 0 || this.peek() === close) break;
      const before = this.pos;
      this.multi = false;
      result = read();
      if (this.pos <= before) this.pos = before + 1; // a stray bracket: never stand still
      this.multi = result !== undefined;
      this.skip();
      const next = this.peek();
      if (next === 44) this.take(1);
      else if (result === undefined && next >= 0 && next !== NEWLINE && next !== close) {
        this.problem(this.pos, this.pos + 1, 'a comma or a new line is expected here');
        this.skipLine();
      }
    }
    this.multi = true;
    this.close(close, open);
    this.nested--;
    this.multi = multi;
    return result;
  }

  /** The members of an object or tuple, each with its decorators. */
  private members(close: number): void {
    this.list(close, () => {
      this.multi = true;
      this.decorators();
      if (close === 125) this.memberName();
      this.typed();
    });
  }

  private memberName(): void {
    this.multi = true;
    this.skip();
    this.multi = false;
    if (this.peek() === 46) {
      while (this.peek() === 46) this.take(1);
      return; // what is spread is a type
    }
    if (this.peek() === 42) this.take(1);
    else if (this.atString()) this.string();
    else if (this.peek() >= 0 && isNameStart(this.peek())) this.name();
    this.skip();
    if (this.peek() === 58) this.take(1);
    else this.problem(this.last, this.last + 1, 'a colon is expected here');
  }
}
