import type { Section } from '../declaration';
import type { Cut, Document, Syntax } from '../document/syntax';
import type { Fact } from '../facts';
import { mask } from '../place';
import type { FileRecord, Reread } from './file-record';
import { ParsedTexts } from './parsed-texts';
import type { DeclarationRecord, SectionRecord } from './records';
import type { Stages } from './stages';

/** Shared by all sections that stand at the top: most do. */
const NO_KEYS: readonly string[] = [];

/** Reads sections: credentials first, then headers; trees only on demand and only for a while. */
export class SectionReader {
  readonly #parsed = new ParsedTexts();

  constructor(private readonly stages: Stages) {}

  /** A section's text as everybody after the secrets stage sees it, and its tree. */
  section(file: FileRecord, record: SectionRecord): Section {
    const raw = file.text.slice(record.anchor.start, record.anchor.start + record.length);
    return this.#section(file.syntax!, record, mask(raw, record.masked));
  }

  /** Reads a section for the first time. Facts about its credentials come with it. */
  read(file: FileRecord, cut: Cut, text: string): Reread & { readonly credentials: readonly Fact[] } {
    const syntax = file.syntax!;
    const raw = text.slice(cut.start, cut.end);
    const anchor = { path: file.path, start: cut.start };
    let parsed: Document | undefined;
    const remembering = (text: string): Document => {
      if (text !== raw) return syntax.parse(text);
      parsed ??= cut.document?.() ?? syntax.parse(text);
      return parsed;
    };
    const reading = { ...syntax, parse: remembering };
    const { spans, facts } = this.stages.credentials(raw, reading, cut.under, anchor, file.scope);
    const record: SectionRecord = {
      anchor,
      length: raw.length,
      under: cut.under.length === 0 ? NO_KEYS : cut.under,
      masked: spans,
      sound: undefined,
      declarations: [],
      credentials: undefined,
    };
    const section = this.#section(spans.length === 0 ? reading : syntax, record, mask(raw, spans));
    const headers = file.format ? this.stages.headers(file.format, section, file.path, file.scope) : [];
    let isSeparable: boolean | undefined; // each of its declarations asks
    const separable = (): boolean => {
      isSeparable ??= section.document().problems.length === 0 && !syntax.entangled?.(section.text);
      return isSeparable;
    };
    return { record, section, headers, separable, credentials: facts };
  }

  /** The masked texts of declarations whose meaning hangs on nothing but their own text. */
  textsOf(file: FileRecord, sections: readonly SectionRecord[]): Map<DeclarationRecord, string> {
    const texts = new Map<DeclarationRecord, string>();
    for (const section of sections) {
      if (!section.sound) continue;
      const { text } = this.section(file, section);
      if (file.syntax?.entangled?.(text)) continue;
      for (const declaration of section.declarations) {
        texts.set(declaration, text.slice(declaration.from, declaration.to));
      }
    }
    return texts;
  }

  /** Whether files are edited rather than read for the first time: what one edit opens, the next one opens again. */
  set editing(editing: boolean) {
    this.#parsed.keeps = editing;
  }

  forget(section: SectionRecord): void {
    this.#parsed.drop(section);
  }

  #section(syntax: Syntax, record: SectionRecord, text: string): Section {
    const parse = (): Document => {
      const document = syntax.parse(text);
      record.sound = document.problems.length === 0;
      return document;
    };
    return { text, under: record.under, document: () => this.#parsed.get(record, parse) };
  }
}
