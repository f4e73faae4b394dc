import type { Lookup, Opened } from '../declaration';
import type { Cut } from '../document/syntax';
import { mask, type Span } from '../place';
import { DeclarationIndex } from './declaration-index';
import { Existence } from './existence';
import { membersOf } from './few';
import { type FileRecord, moveAnchors, type Redeclared, type Reread, redeclare } from './file-record';
import { HitIndex } from './hit-index';
import { declarationLookup } from './lookups';
import { matchSections } from './match-sections';
import { Passes } from './passes';
import type { DeclarationRecord, SectionRecord, Unit } from './records';
import { SectionReader } from './section-reader';
import type { LinkedFacts, Reading, Stages } from './stages';
import { NONE, unit } from './unit';
import { WholeTexts } from './whole-texts';

const unitsOf = ({ unit: whole }: DeclarationRecord): readonly Unit[] => [whole, ...(whole.parts?.values() ?? NONE)];

/** Texts in, hits by path out; does again only what a change can have changed. */
export class Store {
  readonly hits = new HitIndex();
  readonly #files = new Map<string, FileRecord>();
  readonly #declarations = new DeclarationIndex();
  readonly #existence = new Existence((path) => this.#files.has(path));
  readonly #texts = new WholeTexts((path) => this.masked(path));
  readonly #reader: SectionReader;
  readonly #passes: Passes;

  constructor(private readonly stages: Stages) {
    this.#reader = new SectionReader(stages);
    this.#passes = new Passes(stages, this.hits, (unit) => this.#link(unit));
  }

  file(path: string): FileRecord | undefined {
    return this.#files.get(path);
  }
  paths(): Iterable<string> {
    return this.#files.keys();
  }

  /** Every credential of a file, absolute. */
  credentials(file: FileRecord): readonly Span[] {
    return file.sections.flatMap(({ anchor, masked }) =>
      masked.map((span) => ({ start: anchor.start + span.start, end: anchor.start + span.end })),
    );
  }

  /** A file's text with its credentials taken out; undefined for one that nobody reads. */
  masked(path: string): string | undefined {
    const file = this.#files.get(path);
    return file?.syntax && mask(file.text, this.credentials(file));
  }

  /** Paths of files that somebody asked the text of and that nobody handed in. */
  wanted(): readonly string[] {
    return [...this.#texts.asked()].filter((path) => !this.#files.has(path));
  }

  /** A file's text, or that it is gone. */
  update(path: string, text: string | undefined): void {
    const old = this.#files.get(path);
    this.#reader.editing = old !== undefined && text !== undefined;
    if (text !== old?.text || !old?.syntax) this.#passes.wake(this.#texts.askers(path));
    if (text === undefined) {
      if (old) this.#drop(old);
      this.#files.delete(path);
    } else {
      const reading = this.stages.reading(path, text);
      const fits = old && reading && old.syntax === reading.syntax && old.format === reading.format;
      if (old && (fits || (!reading && !old.syntax))) this.#edit(old, text);
      else {
        if (old) this.#drop(old);
        this.#add(path, text, reading);
      }
    }
    if ((old === undefined) !== (text === undefined)) this.#existenceChanged(path);
  }

  /** Does up to `max` units of pending work; true when none is left. */
  settle(max: number): boolean {
    return this.#passes.settle(max);
  }

  #add(path: string, text: string, reading: Reading | undefined): void {
    const scope = reading ? this.#existence.scopeOf(path, (has) => this.stages.scope(reading, path, has)) : '';
    const file = { path, text: '', syntax: reading?.syntax, format: reading?.format, scope, sections: [] };
    this.#files.set(path, file);
    this.#edit(file, text);
  }

  #edit(file: FileRecord, text: string): void {
    if (!file.syntax) return;
    const cuts = file.syntax.cut(text);
    const { kept, dropped, between } = matchSections(file.sections, file.text, cuts, text);
    const before = this.#reader.textsOf(file, dropped);
    const orderBefore = between.flatMap((section) => section.declarations);
    const old = dropped.flatMap((section) => section.declarations);
    for (const section of dropped) this.#forget(section);
    const reread: Reread[] = [];
    const sections = cuts.map((cut, i) => kept[i] ?? this.#read(file, cut, text, reread));
    const redeclared = redeclare(file, old, reread, (declaration) => before.get(declaration));
    file.sections = sections;
    file.text = text;
    const starts = cuts.map((cut) => cut.start);
    if (moveAnchors(sections, starts)) this.hits.moved(file.path);
    this.hits.stale.add(file.path);
    this.#declare(redeclared);
    this.#wakeReordered(orderBefore);
  }

  #read(file: FileRecord, cut: Cut, text: string, reread: Reread[]): SectionRecord {
    const read = this.#reader.read(file, cut, text);
    reread.push(read);
    if (read.credentials.length > 0) {
      read.record.credentials = unit(read.record.anchor);
      this.#passes.found(read.record.credentials, read.credentials);
    }
    return read.record;
  }

  #declare({ removed, added, changed, renoted }: Redeclared): void {
    for (const declaration of removed) {
      this.#declarations.remove(declaration);
      this.#passes.wake(this.#declarations.askersAbout(declaration));
      this.#passes.wake(membersOf(declaration.askers));
      for (const one of unitsOf(declaration)) this.#passes.retire(one);
    }
    for (const declaration of added) {
      this.#declarations.add(declaration);
      this.#passes.wake(this.#declarations.askersAbout(declaration));
      this.#passes.wake([declaration.unit]);
    }
    for (const declaration of changed) {
      this.#passes.wake(membersOf(declaration.askers));
      this.#passes.wake(unitsOf(declaration));
    }
    for (const declaration of renoted) this.#passes.wake(this.#declarations.askersAbout(declaration));
  }

  /** Lists are answered in order of position: whoever asked for one is woken when declarations changed places. */
  #wakeReordered(before: readonly DeclarationRecord[]): void {
    const staying = before.filter((declaration) => !declaration.unit.gone);
    const moved = staying.some((declaration, i) => i > 0 && declaration.anchor.start < staying[i - 1]!.anchor.start);
    if (!moved) return;
    for (const declaration of staying) {
      this.#declarations.reorder(declaration);
      this.#passes.wake(this.#declarations.askersAbout(declaration));
      for (const one of unitsOf(declaration)) this.#passes.reordered(one);
    }
  }

  #link(unit: Unit): LinkedFacts | undefined {
    const format = this.#files.get(unit.anchor.path)?.format;
    if (unit.gone || !unit.declaration || !format) return undefined;
    const linked = this.stages.link(format, unit.declaration, this.#lookup(unit), unit.instance);
    if (linked.instances || unit.parts) this.#divide(unit, linked.instances ?? NONE);
    return linked;
  }

  /** Keeps a unit for each instance of a declaration. */
  #divide(whole: Unit, instances: readonly string[]): void {
    const old = whole.parts;
    const parts = instances.map((name) => old?.get(name) ?? unit(whole.anchor, whole.declaration, name));
    whole.parts = parts.length > 0 ? new Map(parts.map((part) => [part.instance!, part])) : undefined;
    this.#passes.wake(parts.filter((part) => old?.get(part.instance!) !== part));
    for (const [name, part] of old ?? []) if (!whole.parts?.has(name)) this.#passes.retire(part);
  }

  #lookup(asking: Unit): Lookup {
    const open = (declaration: DeclarationRecord): Opened => {
      const section = this.#reader.section(this.#files.get(declaration.path)!, declaration.section);
      return { declaration, section, span: { start: declaration.from, end: declaration.to } };
    };
    return declarationLookup(this.#declarations, this.#existence, this.#texts, open, asking);
  }

  #drop(file: FileRecord): void {
    for (const section of file.sections) this.#forget(section);
    const removed = file.sections.flatMap((section) => section.declarations);
    this.#declare({ added: [], removed, changed: [], renoted: [] });
    this.#existence.forget(file.path);
    this.hits.moved(file.path);
  }

  #forget(section: SectionRecord): void {
    this.#reader.forget(section);
    if (section.credentials) this.#passes.retire(section.credentials);
  }

  #existenceChanged(path: string): void {
    this.#passes.wake(this.#existence.askers(path));
    for (const scoped of this.#existence.scopedBy(path)) {
      const file = this.#files.get(scoped);
      if (!file?.syntax) continue;
      this.#drop(file);
      this.#add(scoped, file.text, { syntax: file.syntax, format: file.format });
    }
  }
}
