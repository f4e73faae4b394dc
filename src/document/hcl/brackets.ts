import { isDigit, QUOTE } from './cursor';
import { TemplateReader } from './template';
import type { Expression } from './tree';

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
}
