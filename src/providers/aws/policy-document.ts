import { type Fact, type Grant, knownAt, type Setting, type Trust, type Value } from '../../facts';
import { CARRIED } from '../../knowledge/grants';
import type { Place } from '../../place';
import { asFields, asList, asReference, asString, type Data, field, type Resource } from '../../resource';
import { blockStatement } from './policy-blocks';
import { type Mergeable, merged } from './policy-merge';
import { type Statement, statement } from './policy-statement';

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
  return plain(read(value, resource, 0));
}

/** The document that a `data.aws_iam_policy_document` is. */
export function documentOf(resource: Resource): PolicyDocument {
  return plain(readBlocks(resource, 0));
}

/** A document while it is put together of others. */
interface Draft extends Mergeable {
  readonly from: readonly string[];
}

const plain = ({ statements, from }: Draft): PolicyDocument => ({
  statements: statements.map(({ statement: one }) => one),
  from,
});

function read(value: Value<Data>, resource: Resource, depth: number): Draft {
  const target = asReference(value)?.target();
  if (target?.type === DOCUMENT) {
    const inner = readBlocks(target, depth);
    return { ...inner, from: [target.subject.id, ...inner.from] };
  }
  const list = asList(field(resource.json(value), 'Statement'));
  const entries = list.state === 'known' ? list.value.filter((entry) => asFields(entry)) : [];
  const whole = isNothing(value) || (list.state === 'known' && entries.length === list.value.length);
  const statements = entries.map((entry) => ({ sid: asString(field(entry, 'Sid')), statement: statement(entry) }));
  return { statements, whole, from: [] };
}

/** Nothing, in the words in which it is handed on. */
const isNothing = (value: Value<Data>): boolean =>
  value.state === 'absent' || (value.state === 'known' && (value.value === null || value.value === ''));

/** The statements of a document, with those of its sources before and those of its overrides after its own. */
function readBlocks(resource: Resource, depth: number): Draft {
  const statements = resource
    .all('statement')
    .map((block) => ({ sid: asString(block.get('sid')), statement: blockStatement(block) }));
  const own = { statements, whole: true, from: [] };
  if (depth >= NESTING) return own;
  const documents = (names: readonly string[]): readonly Draft[] =>
    names.flatMap((name) => {
      const list = asList(resource.get(name));
      if (list.state === 'unknown') return [{ statements: [], whole: false, from: [] }];
      return list.state === 'known' ? list.value.map((entry) => read(entry, resource, depth + 1)) : [];
    });
  const all = [
    ...documents(['source_json', 'source_policy_documents']),
    own,
    ...documents(['override_json', 'override_policy_documents']),
  ];
  return {
    statements: merged(all),
    whole: all.every(({ whole }) => whole),
    from: all.flatMap(({ from }) => from),
  };
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
