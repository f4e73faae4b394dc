import type { Lookup, Opened } from '../declaration';
import type { Fact, FactLookup } from '../facts';
import type { DeclarationIndex } from './declaration-index';
import type { Existence } from './existence';
import type { FactIndex } from './fact-index';
import type { DeclarationRecord, Topic, Unit } from './records';
import { checking, linking } from './topic';
import type { WholeTexts } from './whole-texts';

/** How a format sees other declarations while a unit is linked: every question is noted with the depth it was asked at. */
export function declarationLookup(
  declarations: DeclarationIndex,
  existence: Existence,
  texts: WholeTexts,
  open: (declaration: DeclarationRecord) => Opened,
  asking: Unit,
): Lookup {
  const own = asking.declaration!.scope;
  return {
    look: (kind, key, scope = own) => {
      linking.ask(asking, declarations.topicOf(scope, kind, key));
      return declarations.look(scope, kind, key);
    },
    open: (declaration) => {
      const record = declaration as DeclarationRecord;
      linking.ask(asking, record);
      return open(record);
    },
    has: (path) => existence.ask(asking, path),
    text: (path) => texts.ask(asking, path),
  };
}

/** How rules see other facts while a unit is checked. */
export const factLookup = (facts: FactIndex, asking: Unit, factsOf: (asked: Unit) => readonly Fact[]): FactLookup => {
  const how = { note: (topic: Topic) => checking.ask(asking, topic), factsOf };
  return { about: (kind, ids, scope) => facts.about(kind, typeof ids === 'string' ? [ids] : ids, scope, how) };
};
