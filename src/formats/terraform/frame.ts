import type { Declaration, Opened } from '../../declaration';
import type { Module } from './modules';
import type { Names } from './names';

/** An attribute of a declaration in a module, or all of the declaration. */
export interface Link {
  readonly declaration: Declaration;
  readonly attribute: string | undefined;
  readonly module: Module;
}

/** Where an expression stands: in which declaration and module, on the way from which others, and what names mean there alone. */
export interface Frame {
  readonly opened: Opened;
  readonly module: Module;
  readonly chain: readonly Link[];
  readonly names: Names;
  /** Whether nothing but these names means anything: in a template that lies in a file of its own. */
  readonly isAlone?: true;
}
