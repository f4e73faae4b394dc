import type { Document } from '../document/syntax';
import type { SectionRecord } from './records';

/** While files are read for the first time, trees are let go with another file when there are both so many of them and so many characters under them, */
const FEW = 4;
const SHORT = 10_000;
/** or so many characters in any case: a tree costs about 19 times its text. */
const MOST = 250_000;

/**
 * Trees of sections that were used lately; everything else is parsed again when somebody asks. While many files are
 * read, trees have to die young: those that live on for a while are moved among what stays for good, and wait there
 * for a pass of the collector over everything. For the same reason they go many at a time: a map whose entries
 * come and go one by one leaves a chain of former tables behind, each of which keeps the trees of the next.
 */
export class ParsedTexts {
  #lately = new Map<SectionRecord, Document>();
  #before = new Map<SectionRecord, Document>();
  #characters = 0;
  #path = '';
  /** Whether trees are kept for as long as there is room: the next keystroke asks for those that this one asked for. */
  keeps = false;

  get(section: SectionRecord, parse: () => Document): Document {
    const kept = this.#lately.get(section);
    if (kept) return kept;
    const document = this.#before.get(section) ?? parse();
    const { path } = section.anchor;
    const characters = this.#characters + document.text.length;
    const many = !this.keeps && path !== this.#path && characters > SHORT && this.#lately.size >= FEW;
    if (many || characters > MOST) {
      this.#before = this.#lately;
      this.#lately = new Map();
      this.#characters = 0;
    }
    this.#path = path;
    this.#lately.set(section, document);
    this.#characters += document.text.length;
    return document;
  }

  drop(section: SectionRecord): void {
    this.#lately.delete(section);
    this.#before.delete(section);
  }
}
