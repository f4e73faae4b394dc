import type { Declaration, Header, Section } from '../declaration';
import type { Syntax } from '../document/syntax';
import type { Span } from '../place';
import { declarationRecord } from './declaration-record';
import { equal } from './equal';
import type { DeclarationRecord, SectionRecord } from './records';

/** A file as the store keeps it. */
export interface FileRecord {
  readonly path: string;
  text: string;
  /** Undefined when no format knows the file and it is not looked at for credentials either. */
  readonly syntax: Syntax | undefined;
  readonly format: string | undefined;
  readonly scope: string;
  sections: readonly SectionRecord[];
}

/** What became of the declarations of a file's changed sections. */
export interface Redeclared {
  readonly added: readonly DeclarationRecord[];
  readonly removed: readonly DeclarationRecord[];
  /** Same kind and key, other text. */
  readonly changed: readonly DeclarationRecord[];
  /** Same kind and key, other note: look-ups that listed them have changed. */
  readonly renoted: readonly DeclarationRecord[];
}

/** A section that was read anew. */
export interface Reread {
  readonly record: SectionRecord;
  readonly section: Section;
  readonly headers: readonly Header[];
  /** Whether its declarations mean what their own text says: it parses cleanly and nothing in it leans on a neighbour. */
  separable(): boolean;
}

/** Shared by all declarations without a note: there are many. */
const NO_NOTE: Declaration['note'] = {};

const nameOf = ({ kind, key, scope }: Pick<Declaration, 'kind' | 'key' | 'scope'>): string =>
  [kind, key, scope].join('\0');

/**
 * Finds the old declarations again in sections that were read anew: by kind, key and text, then by kind and key.
 * `before` gives an old declaration's masked text, or undefined when its section was not separable.
 */
export function redeclare(
  file: Pick<FileRecord, 'path' | 'scope'>,
  old: readonly DeclarationRecord[],
  reread: readonly Reread[],
  before: (declaration: DeclarationRecord) => string | undefined,
): Redeclared {
  const free = new Map<string, DeclarationRecord[]>();
  for (const declaration of old) {
    const name = nameOf(declaration);
    free.set(name, [...(free.get(name) ?? []), declaration]);
  }
  const lists: Record<keyof Redeclared, DeclarationRecord[]> = { added: [], removed: [], changed: [], renoted: [] };
  for (const { record, section, headers, separable } of reread) {
    record.declarations = headers.map((header) => {
      const { kind, key, scope = file.scope } = header;
      const candidates = free.get(nameOf({ kind, key, scope })) ?? [];
      const text = section.text.slice(header.start, header.end);
      const exact =
        candidates.length > 0 && separable() ? candidates.findIndex((candidate) => before(candidate) === text) : -1;
      const found = candidates.splice(Math.max(exact, 0), 1)[0];
      const note = header.note ?? NO_NOTE;
      if (!found) {
        const fields = { kind, key, note, path: file.path, scope };
        const added = declarationRecord(fields, record, header.start, header.end);
        lists.added.push(added);
        return added;
      }
      if (!equal(found.note, note)) lists.renoted.push(found);
      if (exact < 0) lists.changed.push(found);
      found.note = note;
      found.section = record;
      found.from = header.start;
      found.to = header.end;
      return found;
    });
  }
  lists.removed.push(...[...free.values()].flat());
  return lists;
}

/** Sets every anchor to where its section stands now; says whether any moved. */
export function moveAnchors(sections: readonly SectionRecord[], starts: readonly number[]): boolean {
  let moved = false;
  sections.forEach((section, i) => {
    const start = starts[i]!;
    moved ||= section.anchor.start !== start;
    section.anchor.start = start;
    for (const declaration of section.declarations) {
      moved ||= declaration.anchor.start !== start + declaration.from;
      declaration.anchor.start = start + declaration.from;
    }
  });
  return moved;
}

/** Where the narrowest declaration stands that takes in an offset of a file. */
export function declarationAt(file: FileRecord, offset: number): Span | undefined {
  return file.sections
    .flatMap(({ declarations }) => declarations)
    .map(({ anchor, from, to }): Span => ({ start: anchor.start, end: anchor.start + to - from }))
    .filter(({ start, end }) => start <= offset && offset < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}
