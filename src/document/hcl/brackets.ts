import { isDigit, NEWLINE, QUOTE } from './cursor';
import { TemplateReader } from './template';
import type { Expression } from './tree';

/** What ends an enclosing construct: errors leave it for whoever opened that. */
const CLOSERS = ')]},';

/** Reads what stands between brackets, and gets out of what is never closed. */
export abstract class BracketReader extends TemplateReader {
  /** Items between brackets, with commas. Where a comma is missing at a line's end, the next line still counts if it must be an item. */
  protected brackets<T>(close: number, item: () => T): T[] {
    const open = this.pos;
    const { multi } = this;
    const items: T[] = [];
    this.take(1);
    this.nested++;
    this.multi = true;
    for (;;) {
      this.skip();
      if (this.peek() === close || this.peek() < 0) break;
      items.push(item());
      this.skip();
      if (this.peek() === 44) this.take(1);
      else if (this.peek() === close || !this.beginsItem()) break;
      else this.problem(this.last, this.last + 1, 'a comma is missing here');
    }
    this.close(close, open);
    this.nested--;
    this.multi = multi;
    return items;
  }

  /** Whether a new line begins with what can only be an item of a list. */
  private beginsItem(): boolean {
    const code = this.peek();
    const begins = code === QUOTE || code === 123 || code === 91 || isDigit(code);
    return begins && this.text.slice(this.last, this.pos).includes('\n');
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

  protected parentheses(): Expression {
    const open = this.pos;
    const { multi } = this;
    this.take(1);
    this.nested++;
    this.multi = true;
    const inner = this.expression();
    this.close(41, open);
    this.nested--;
    this.multi = multi;
    return inner;
  }

  /** Reports what could not be read; the rest of the line goes with it, unless something that encloses this ends here. */
  protected error(message: string, start = this.pos): Expression {
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
