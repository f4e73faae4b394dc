import { knownAt, unknownAt, type Value } from '../../../facts';
import type { Place } from '../../../place';
import { asFields, asList, asString, type Data, field, keyPlace } from '../../../resource';
import { keyed } from '../../views';
import type { Reach } from '../reach';
import { filled, named } from '../text';
import { POLICY_TEMPLATES, type TemplateStatement } from './policy-templates';

/** What `Policies` of a function gives the role that is made for it, in the words of `AWS::IAM::Role`. */
export interface RolePolicies {
  readonly Policies: Value<Data>;
  readonly ManagedPolicyArns: Value<Data>;
}

/** `Policies` holds names and ARNs of managed policies, documents, and SAM's own templates, one or a list of them. */
export function rolePolicies(written: Value<Data>, reach: Reach): RolePolicies {
  const list = asList(written);
  if (list.state !== 'known') return { Policies: list as Value<Data>, ManagedPolicyArns: list as Value<Data> };
  const inline: Value<Data>[] = [];
  const managed: Value<Data>[] = [];
  for (const entry of list.value) {
    const fields = asFields(entry);
    if (!fields) managed.push(managedPolicy(entry));
    else if (fields.has('Statement')) inline.push(keyed(entry.at, { PolicyDocument: entry }));
    else for (const name of fields.keys()) inline.push(fromTemplate(name, entry, reach));
  }
  const { at } = written;
  return { Policies: knownAt<Data>(inline, at), ManagedPolicyArns: knownAt<Data>(managed, at) };
}

/** A policy that AWS manages may be called by its name alone. */
function managedPolicy(entry: Value<Data>): Value<Data> {
  const name = asString(entry);
  if (name.state !== 'known' || name.value.includes(':')) return entry;
  return { ...name, value: `arn:aws:iam::aws:policy/${name.value}` };
}

function fromTemplate(name: string, entry: Value<Data>, reach: Reach): Value<Data> {
  const settings = field(entry, name);
  // what a template grants is decided by its name
  const at = keyPlace(entry, name);
  const statements = Object.hasOwn(POLICY_TEMPLATES, name) ? POLICY_TEMPLATES[name] : undefined;
  if (!statements) return unknownAt(entry.at, `${name} is no policy template that is known here`);
  const list = statements.map((one) => statementOf(one, at, (wanted) => given(wanted, settings, at, reach)));
  return keyed(at, { PolicyDocument: keyed(at, { Statement: knownAt<Data>(list, at) }) });
}

/** A name in a template's texts: one of CloudFormation's own, or a setting of the template. */
function given(name: string, settings: Value<Data>, at: Place, reach: Reach): Value<Data> {
  if (name.startsWith('AWS::')) return named(name, at, reach);
  const value = field(settings, name);
  return value.state === 'absent' ? unknownAt(at, `${name} is not given`) : value;
}

type Fill = (name: string) => Value<Data>;

function statementOf(statement: TemplateStatement, at: Place, fill: Fill): Value<Data> {
  const { service, actions, resources, condition } = statement;
  const text = (pattern: string) => filled(pattern, at, fill);
  return keyed(at, {
    Effect: knownAt<Data>('Allow', at),
    Action: knownAt<Data>(
      actions.map((action) => knownAt<Data>(`${service}:${action}`, at)),
      at,
    ),
    Resource: knownAt<Data>(resources.map(text), at),
    ...(condition
      ? { Condition: keyed(at, { [condition.operator]: keyed(at, { [condition.key]: text(condition.value) }) }) }
      : {}),
  });
}
