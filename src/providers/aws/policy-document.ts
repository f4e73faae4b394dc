import {
  absentAt,
  type Condition,
  type Conditions,
  type Fact,
  type Grant,
  knownAt,
  type ListValue,
  mapValue,
  type Principal,
  type Setting,
  type Trust,
  type Value,
} from '../../facts';
import { CARRIED } from '../../knowledge/grants';
import type { Place } from '../../place';
import { asFields, asList, asReference, asString, asStrings, type Data, field, type Resource } from '../../resource';
import { principalIn } from './principals';

/** One statement of a policy document, whatever it is written in. */
export type Statement = Pick<
  Grant,
  | 'effect'
  | 'principals'
  | 'exceptPrincipals'
  | 'actions'
  | 'exceptActions'
  | 'resources'
  | 'exceptResources'
  | 'conditions'
>;

/** A policy document as one attribute carries it. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
  /** Ids of the `data.aws_iam_policy_document`s that it is made of. */
  readonly from: readonly string[];
}

/** The type of Terraform's policy documents in blocks. */
export const DOCUMENT = 'data.aws_iam_policy_document';
/** Documents may be made of documents; deeper nesting than this is left out. */
const NESTING = 5;

/** The document that an attribute holds: JSON text, structured data, or a reference to a document in blocks. */
export function documentIn(value: Value<Data>, resource: Resource): PolicyDocument {
  return read(value, resource, 0);
}

/** The document that a `data.aws_iam_policy_document` is. */
export function documentOf(resource: Resource): PolicyDocument {
  return readBlocks(resource, 0);
}

function read(value: Value<Data>, resource: Resource, depth: number): PolicyDocument {
  const target = asReference(value)?.target();
  if (target?.type === DOCUMENT) {
    const inner = readBlocks(target, depth);
    return { statements: inner.statements, from: [target.subject.id, ...inner.from] };
  }
  return { statements: statementsIn(field(resource.json(value), 'Statement')), from: [] };
}

/** The statements of a JSON document's `Statement`, which may be one or a list. */
export function statementsIn(value: Value<Data>): readonly Statement[] {
  const list = asList(value);
  if (list.state !== 'known') return [];
  return list.value.filter((entry) => asFields(entry)).map(statement);
}

function statement(entry: Value<Data>): Statement {
  const strings = (key: string): ListValue<string> => asStrings(field(entry, key));
  return {
    effect: effectOf(asString(field(entry, 'Effect'))),
    principals: principalsIn(field(entry, 'Principal')),
    exceptPrincipals: principalsIn(field(entry, 'NotPrincipal')),
    actions: strings('Action'),
    exceptActions: strings('NotAction'),
    resources: strings('Resource'),
    exceptResources: strings('NotResource'),
    conditions: conditionsIn(field(entry, 'Condition')),
  };
}

function effectOf(written: Value<string>): Value<'allow' | 'deny'> {
  if (written.state !== 'known') return written as Value<'allow' | 'deny'>;
  const effect = written.value.toLowerCase();
  if (effect === 'allow' || effect === 'deny') return { ...written, value: effect };
  return { state: 'unknown', at: written.at, because: 'neither Allow nor Deny' };
}

/** `"*"`, or lists by kind: `{ "AWS": [...], "Service": "..." }`. */
function principalsIn(value: Value<Data>): ListValue<Principal> {
  if (value.state !== 'known') return value.state === 'unknown' ? value : absentAt(value.at);
  const kinds = asFields(value);
  if (!kinds) return mapValue(asList(value), (entries) => entries.map((entry) => principalIn('AWS', entry)));
  const principals = [...kinds].flatMap(([kind, entries]): readonly Value<Principal>[] => {
    const list = asList(entries);
    if (list.state === 'unknown') return [list];
    return list.state === 'known' ? list.value.map((entry) => principalIn(kind, entry)) : [];
  });
  return { state: 'known', value: principals, at: value.at };
}

function conditionsIn(value: Value<Data>): Conditions {
  if (value.state !== 'known') return value.state === 'unknown' ? value : absentAt(value.at);
  const operators = asFields(value);
  if (!operators) return { state: 'unknown', at: value.at, because: 'conditions of an unreadable shape' };
  const conditions: Condition[] = [];
  for (const [operator, keys] of operators) {
    const fields = asFields(keys);
    if (!fields) return { state: 'unknown', at: keys.at, because: 'conditions of an unreadable shape' };
    for (const [key, values] of fields) conditions.push({ operator, key, values: asStrings(values) });
  }
  return conditions.length > 0 ? knownAt(conditions, value.at) : absentAt(value.at);
}

function readBlocks(resource: Resource, depth: number): PolicyDocument {
  const own = resource.all('statement').map(blockStatement);
  if (depth >= NESTING) return { statements: own, from: [] };
  const others = ['source_policy_documents', 'override_policy_documents'].flatMap((name) => {
    const list = asList(resource.get(name));
    return list.state === 'known' ? list.value.map((entry) => read(entry, resource, depth + 1)) : [];
  });
  return {
    statements: [...own, ...others.flatMap((other) => other.statements)],
    from: others.flatMap((other) => other.from),
  };
}

function blockStatement(block: Resource): Statement {
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
    resources: strings('resources'),
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

type About = readonly Value<string>[];

/** Grants of a document on a carrier. */
export function grants(
  document: PolicyDocument,
  carrier: Grant['carrier'],
  resource: Resource,
  about: About,
): readonly Grant[] {
  const { subject } = resource;
  return document.statements.map((one) => ({
    kind: 'grant',
    subject,
    about,
    system: 'aws',
    carrier,
    wide: knownAt(true, subject.head),
    ...one,
  }));
}

/** Trust statements of a role's trust document. A deny trusts nobody; `NotPrincipal` trusts everybody else. */
export function trusts(document: PolicyDocument, resource: Resource, about: About): readonly Trust[] {
  return document.statements
    .filter((one) => one.effect.state !== 'known' || one.effect.value === 'allow')
    .map((one) => ({
      kind: 'trust',
      subject: resource.subject,
      about,
      system: 'aws',
      principals:
        one.effect.state === 'unknown'
          ? one.effect
          : one.exceptPrincipals.state === 'known'
            ? knownAt([knownAt({ type: 'anyone', id: '*' }, one.exceptPrincipals.at)], one.exceptPrincipals.at)
            : one.principals,
      actions: one.actions,
      conditions: one.conditions,
    }));
}

/** Says of documents that they are carried by a resource, which yields their facts, or which only uses them as a bound. */
export function carried(resource: Resource, ids: readonly string[], at: Place): readonly Fact[] {
  return ids.map(
    (id): Setting => ({
      kind: 'setting',
      subject: resource.subject,
      about: [knownAt(id, at)],
      name: CARRIED,
      value: knownAt(true, at),
    }),
  );
}
