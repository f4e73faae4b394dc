import type { Lookup, Opened } from '../declaration';
import type { FactLookup } from '../facts';
import type { DeclarationIndex } from './declaration-index';
import type { Existence } from './existence';
import type { FactIndex } from './fact-index';
import type { DeclarationRecord, Unit } from './records';

/** How a format sees other declarations while a unit is linked: every question is noted with the depth it was asked at. */
export function declarationLookup(
  declarations: DeclarationIndex,
  existence: Existence,
  open: (declaration: DeclarationRecord) => Opened,
  asking: Unit,
): Lookup {
  const { scope } = asking.declaration!;
  return {
    look: (kind, key) => {
      asking.linked.ask(asking, declarations.topicOf(scope, kind, key));
      return declarations.look(scope, kind, key);
    },
    open: (declaration) => {
      const record = declaration as DeclarationRecord;
      asking.linked.ask(asking, record.opened);
      return open(record);
    },
    has: (path) => existence.ask(asking, path),
  };
}

/** How rules see other facts while a unit is checked. */
export const factLookup = (facts: FactIndex, asking: Unit): FactLookup => ({
  about: (kind, ids, scope) =>
    facts.about(kind, typeof ids === 'string' ? [ids] : ids, scope, (topic) => asking.checked.ask(asking, topic)),
});
