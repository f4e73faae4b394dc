import type { Lookup, Opened } from '../declaration';
import type { Cut } from '../document/syntax';
import type { Fact } from '../facts';
import type { Span } from '../place';
import { DeclarationIndex } from './declaration-index';
import { equal } from './equal';
import { Existence } from './existence';
import { FactIndex } from './fact-index';
import { type FileRecord, moveAnchors, type Redeclared, type Reread, redeclare } from './file-record';
import { HitIndex } from './hit-index';
import { declarationLookup, factLookup } from './lookups';
import { matchSections } from './match-sections';
import type { DeclarationRecord, SectionRecord, Unit } from './records';
import { SectionReader } from './section-reader';
import type { Reading, Stages } from './stages';
import { askersOf } from './topic';
import { unit } from './unit';

/** Texts in, hits by path out; does again only what a change can have changed. */
export class Store {
  readonly hits = new HitIndex();
  readonly #files = new Map<string, FileRecord>();
  readonly #declarations = new DeclarationIndex();
  readonly #facts = new FactIndex();
  readonly #existence = new Existence((path) => this.#files.has(path));
  readonly #reader: SectionReader;
  readonly #toLink = new Set<Unit>();
  readonly #toCheck = new Set<Unit>();

  constructor(private readonly stages: Stages) {
    this.#reader = new SectionReader(stages);
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

  /** A file's text, or that it is gone. */
  update(path: string, text: string | undefined): void {
    const old = this.#files.get(path);
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
    let done = 0;
    for (const pending of this.#toLink) {
      if (done++ >= max) return false;
      this.#toLink.delete(pending);
      this.#link(pending);
    }
    for (const pending of this.#toCheck) {
      if (done++ >= max) return false;
      this.#toCheck.delete(pending);
      this.#check(pending);
    }
    return true;
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
      this.#file(read.record.credentials, read.credentials);
      this.#toCheck.add(read.record.credentials);
    }
    return read.record;
  }

  #declare({ removed, added, changed, renoted }: Redeclared): void {
    for (const declaration of removed) {
      this.#declarations.remove(declaration);
      this.#wake(this.#declarations.askersAbout(declaration));
      this.#wake(askersOf(declaration.opened));
      this.#retire(declaration.unit);
    }
    for (const declaration of added) {
      this.#declarations.add(declaration);
      this.#wake(this.#declarations.askersAbout(declaration));
      this.#toLink.add(declaration.unit);
    }
    for (const declaration of changed) {
      this.#wake(askersOf(declaration.opened));
      this.#toLink.add(declaration.unit);
    }
    for (const declaration of renoted) this.#wake(this.#declarations.askersAbout(declaration));
  }

  #wake(askers: Iterable<Unit>): void {
    for (const asker of askers) this.#toLink.add(asker);
  }

  /** Lists are answered in order of position: whoever asked for one is woken when declarations changed places. */
  #wakeReordered(before: readonly DeclarationRecord[]): void {
    const staying = before.filter((declaration) => !declaration.unit.gone);
    const moved = staying.some((declaration, i) => i > 0 && declaration.anchor.start < staying[i - 1]!.anchor.start);
    if (!moved) return;
    for (const declaration of staying) {
      this.#declarations.reorder(declaration);
      this.#wake(this.#declarations.askersAbout(declaration));
      for (const fact of declaration.unit.facts) {
        for (const asker of this.#facts.askersAbout(fact)) this.#toCheck.add(asker);
      }
    }
  }

  #link(linking: Unit): void {
    const declaration = linking.declaration;
    const file = this.#files.get(linking.path);
    if (linking.gone || !declaration || !file?.format) return;
    linking.linked.forget(linking);
    const { facts, failures } = this.stages.link(file.format, declaration, this.#lookup(linking));
    this.hits.failed(linking, 'linkFailures', failures);
    this.#file(linking, facts);
    linking.whole = true;
    this.#toCheck.add(linking);
  }

  #check(checking: Unit): void {
    if (!checking.whole) this.#link(checking);
    this.#toCheck.delete(checking);
    if (checking.gone) return;
    checking.checked.forget(checking);
    this.hits.replace(checking, this.stages.check(checking.facts, factLookup(this.#facts, checking)));
    if (!checking.declaration) return; // credentials are not linked again, so their facts stay
    checking.facts = checking.facts.filter(this.#isKept);
    checking.whole = false;
  }

  /** Facts that rules ask for stay; the others are made again when the rules of their unit run again. */
  readonly #isKept = ({ kind }: Fact): boolean => this.stages.keeps(kind);

  /** Files a unit's new facts for those who ask, keeping the ones that say the same. */
  #file(filing: Unit, facts: readonly Fact[]): void {
    const old = filing.facts.filter(this.#isKept);
    let place = 0;
    const stay = new Set<Fact>();
    const come: Fact[] = [];
    filing.facts = facts.map((fact) => {
      if (!this.#isKept(fact)) return fact;
      const before = old[place++];
      if (before && equal(fact, before)) {
        stay.add(before);
        return before;
      }
      come.push(fact);
      return fact;
    });
    const gone = old.filter((fact) => !stay.has(fact));
    for (const fact of gone) this.#facts.remove(fact);
    for (const fact of come) this.#facts.add(fact, filing);
    for (const fact of [...gone, ...come]) {
      for (const asker of this.#facts.askersAbout(fact)) this.#toCheck.add(asker);
    }
  }

  #lookup(asking: Unit): Lookup {
    const open = (declaration: DeclarationRecord): Opened => {
      const section = this.#reader.section(this.#files.get(declaration.path)!, declaration.section);
      return { declaration, section, span: { start: declaration.from, end: declaration.to } };
    };
    return declarationLookup(this.#declarations, this.#existence, open, asking);
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
    if (section.credentials) this.#retire(section.credentials);
  }

  #retire(retired: Unit): void {
    retired.gone = true;
    retired.linked.forget(retired);
    retired.checked.forget(retired);
    this.#toLink.delete(retired);
    this.#toCheck.delete(retired);
    this.#file(retired, []);
    this.hits.replace(retired, { hits: [], failures: [] });
  }

  #existenceChanged(path: string): void {
    this.#wake(this.#existence.askers(path));
    for (const scoped of this.#existence.scopedBy(path)) {
      const file = this.#files.get(scoped);
      if (!file?.syntax) continue;
      this.#drop(file);
      this.#add(scoped, file.text, { syntax: file.syntax, format: file.format });
    }
  }
}
