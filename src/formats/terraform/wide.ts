import type { Declaration, Lookup } from '../../declaration';

/** Renames that may follow one another. */
const MAX_RENAMES = 20;

/** The kind of what all resources of a module have to know of, so that they ask for it in one question. */
export const WIDE = 'module-wide';

/** Calls of a module, blocks that override or rename what it declares, files of values to run it with. */
export const wide = (look: Lookup, scope: string): readonly Declaration[] => look.look(WIDE, undefined, scope);

/** The blocks of override files for a declaration, the last one first: it counts before the others. */
export const overrides = (around: readonly Declaration[], { kind, key }: Declaration): readonly Declaration[] =>
  around.filter(({ note, key: own }) => note.of === 'override' && own === `${kind} ${key}`).reverse();

/** The address that something had before it was moved for the first time. */
export function formerName(address: string, around: readonly Declaration[]): string {
  let name = address;
  for (let renames = 0; renames < MAX_RENAMES; renames++) {
    const move = around.find(({ note, key }) => note.of === 'moved' && key === name);
    if (!move) break;
    name = String(move.note.from);
  }
  return name;
}
