import {
  absentAt,
  type Condition,
  type Conditions,
  knownAt,
  type ListValue,
  mapValue,
  type Principal,
  type Value,
} from '../../facts';
import { asList, asString, asStrings, type Resource } from '../../resource';
import { arnsIn, effectOf, type Statement } from './policy-statement';
import { principalIn } from './principals';

/** A `statement` block of a `data.aws_iam_policy_document`. */
export function blockStatement(block: Resource): Statement {
  const head = block.subject.head;
  const strings = (name: string): ListValue<string> => asStrings(block.get(name));
  const effect = effectOf(asString(block.get('effect')));
  const sure = block.exists.state === 'known' ? undefined : block.exists;
  return {
    // documented default of the data source
    effect: sure
      ? { state: 'unknown', at: head, because: 'it depends on a condition whether it is made' }
      : effect.state === 'absent'
        ? absentAt(effect.at, 'allow')
        : effect,
    principals: blockPrincipals(block, 'principals'),
    exceptPrincipals: blockPrincipals(block, 'not_principals'),
    actions: strings('actions'),
    exceptActions: strings('not_actions'),
    resources: arnsIn(block.get('resources')),
    exceptResources: strings('not_resources'),
    conditions: blockConditions(block),
  };
}

/** Unknown as a whole where a block may or may not be made: a list without it would say too much. */
function blocksOf(block: Resource, name: string): ListValue<Resource> {
  const blocks = block.all(name);
  const doubtful = blocks.find((one) => one.exists.state !== 'known');
  if (doubtful)
    return { state: 'unknown', at: doubtful.exists.at, because: `what ${name} blocks are made is not known` };
  const written = block.get(name);
  if (blocks.length === 0 && written.state === 'unknown') return written;
  return blocks.length > 0
    ? { state: 'known', at: written.at, value: blocks.map((one) => knownAt(one, one.exists.at)) }
    : absentAt(written.at);
}

function blockPrincipals(block: Resource, name: string): ListValue<Principal> {
  return mapValue(blocksOf(block, name), (blocks) =>
    blocks.flatMap((one): readonly Value<Principal>[] => {
      if (one.state !== 'known') return [];
      const kind = asString(one.value.get('type'));
      const identifiers = asList(one.value.get('identifiers'));
      if (kind.state !== 'known')
        return [{ state: 'unknown', at: kind.at, because: 'the kind of principal is not known' }];
      if (identifiers.state === 'unknown') return [identifiers];
      return identifiers.state === 'known' ? identifiers.value.map((entry) => principalIn(kind.value, entry)) : [];
    }),
  );
}

function blockConditions(block: Resource): Conditions {
  const blocks = blocksOf(block, 'condition');
  if (blocks.state !== 'known') return blocks.state === 'unknown' ? blocks : absentAt(blocks.at);
  const conditions: Condition[] = [];
  for (const one of blocks.value) {
    if (one.state !== 'known') continue;
    const operator = asString(one.value.get('test'));
    const key = asString(one.value.get('variable'));
    if (operator.state !== 'known' || key.state !== 'known') {
      return { state: 'unknown', at: one.at, because: 'what the condition tests is not known' };
    }
    conditions.push({ operator: operator.value, key: key.value, values: asStrings(one.value.get('values')) });
  }
  return knownAt(conditions, blocks.at);
}
