import type { Document } from '../document/syntax';
import type { SectionRecord } from './records';

/** Characters of text whose trees are kept. A tree costs about 19 times its text: 10 MB at the most. */
const CAPACITY = 500_000;

/** The most recently used trees of sections; everything else is parsed again when somebody asks. */
export class ParsedTexts {
  readonly #documents = new Map<SectionRecord, Document>();
  #characters = 0;

  get(section: SectionRecord, parse: () => Document): Document {
    const kept = this.#documents.get(section);
    if (kept) {
      this.#documents.delete(section);
      this.#documents.set(section, kept);
      return kept;
    }
    const document = parse();
    this.#documents.set(section, document);
    this.#characters += document.text.length;
    for (const [oldest, tree] of this.#documents) {
      if (this.#characters <= CAPACITY || oldest === section) break;
      this.#documents.delete(oldest);
      this.#characters -= tree.text.length;
    }
    return document;
  }

  drop(section: SectionRecord): void {
    const kept = this.#documents.get(section);
    if (!kept) return;
    this.#characters -= kept.text.length;
    this.#documents.delete(section);
  }
}
