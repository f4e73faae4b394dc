import {
  absentAt,
  type Condition,
  type Conditions,
  type Grant,
  knownAt,
  type ListValue,
  mapValue,
  type Principal,
  type Value,
} from '../../facts';
import { asFields, asList, asString, asStrings, type Data, field, partsOf } from '../../resource';
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

/** The statements of a JSON document's `Statement`, which may be one or a list. */
export function statementsIn(value: Value<Data>): readonly Statement[] {
  const list = asList(value);
  if (list.state !== 'known') return [];
  return list.value.filter((entry) => asFields(entry)).map(statement);
}

/** A statement of a JSON document. */
export function statement(entry: Value<Data>): Statement {
  const strings = (key: string): ListValue<string> => asStrings(field(entry, key));
  return {
    effect: effectOf(asString(field(entry, 'Effect'))),
    principals: principalsIn(field(entry, 'Principal')),
    exceptPrincipals: principalsIn(field(entry, 'NotPrincipal')),
    actions: strings('Action'),
    exceptActions: strings('NotAction'),
    resources: arnsIn(field(entry, 'Resource')),
    exceptResources: strings('NotResource'),
    conditions: conditionsIn(field(entry, 'Condition')),
  };
}

/** Stands for what is not known of a text. */
const HOLE = '\0';

/**
 * Resources of a statement. Which partition, region and account an ARN names is seldom written and says nothing of how
 * much it covers there: where just that is not known, a star stands for it.
 */
export function arnsIn(value: Value<Data>): ListValue<string> {
  const list = asList(value);
  return list.state === 'known' ? { ...list, value: list.value.map(arnOf) } : (list as ListValue<string>);
}

function arnOf(entry: Value<Data>): Value<string> {
  const written = asString(entry);
  if (written.state !== 'unknown' || entry.state !== 'known') return written;
  const parts = (partsOf(entry) ?? []).map((part) => (part.type === 'known' ? part.text : HOLE));
  const fields = parts.join('').split(':');
  const [arn, , service = '', , , ...rest] = fields;
  if (arn !== 'arn' || rest.length === 0 || [service, ...rest].some((one) => one.includes(HOLE))) return written;
  return { ...entry, value: fields.map((one) => (one.includes(HOLE) ? '*' : one)).join(':') };
}

export function effectOf(written: Value<string>): Value<'allow' | 'deny'> {
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
