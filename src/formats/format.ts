import type { Declaration, Header, Lookup, Section } from '../declaration';
import type { Document, SyntaxId } from '../document/syntax';
import type { Change, FileEdit } from '../facts';
import type { Resource } from '../resource';

export type { Declaration, Header, Lookup, Opened, Section } from '../declaration';
export { placeIn } from '../declaration';

/** What a file means to its tool. Knows no security. */
export interface Format {
  readonly id: string;
  /** As people call it: `Terraform`, `GitHub Actions`. */
  readonly title: string;
  readonly syntax: SyntaxId;
  /** By path first, by a cheap look at the text where the path is not enough. Never on broken guesses: a plain YAML or JSON file is nobody's. */
  recognises(path: string, text: string): boolean;
  /** The name of what a question can reach from this file. */
  scope(path: string, has: (path: string) => boolean): string;
  /** The declarations of a section; pure. Spans are relative to the section's text. Prefer scanning text to parsing where that is exact. */
  read(section: Section, path: string, scope: string): readonly Header[];
  /**
   * The names of a declaration's instances, where it is made several times: once for each call of its module. Each is
   * linked by itself, so that a change in what one of them hangs on costs the others nothing. None: it is made once.
   */
  instances?(declaration: Declaration, look: Lookup): readonly string[];
  /** The resources that a declaration makes (none for a variable), as one of its instances where it has any. */
  link(declaration: Declaration, look: Lookup, instance?: string): readonly Resource[];
  /** Renders an intention. `document` is the whole file that the change's place lies in; places give absolute spans by `spanOf`. */
  write(change: Change, document: Document, path: string): readonly FileEdit[];
}
