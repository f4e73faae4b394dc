import {
  type Answer,
  each,
  type FactLookup,
  type Grant,
  is,
  type Known,
  type Message,
  some,
  type Trust,
  text,
} from '../facts';
import { narrowed } from './evaluate';

/** Name of the setting that says: what this document or policy allows counts only where something else carries it. */
export const CARRIED = 'carried-elsewhere';

/** Whether the facts of a document or policy are spoken of by what carries it, or only bound what others grant. */
export const carriedElsewhere = (fact: Grant | Trust, facts: FactLookup): boolean =>
  facts.about('setting', fact.subject.id, fact.subject.scope).sure.some((setting) => setting.name === CARRIED);

/** Whether a statement of AWS surely allows, by itself and without a condition that may narrow it. */
export const stands = (grant: Grant, facts: FactLookup): boolean =>
  grant.system === 'aws' &&
  grant.carrier !== 'boundary' &&
  is(grant.effect, (effect) => effect === 'allow') === 'yes' &&
  narrowed(grant.conditions) === 'no' &&
  !carriedElsewhere(grant, facts);

/** Every statement that hangs on the same identities, this one included. */
export function besides(grant: Grant, facts: FactLookup): readonly Grant[] {
  const ids = grant.about.flatMap((id) => (id.state === 'known' ? [id.value] : []));
  return facts.about('grant', ids, grant.subject.scope).sure;
}

/** Words before the name in ARNs of resources that hold data or permissions, so that `word/*` means all of them. */
const KINDS =
  /^arn:[^:]*:[^:]+:[^:]*:[^:]*:(?:\*(?:\/\*)?|(?:table|function|secret|parameter|key|role|user|policy|repository|stack|stateMachine|stream)[:/]\*(?:\/\*)?)$/;

/** The entry by which a statement reaches every resource, or every one of a kind; undefined when none surely does. */
export const everywhere = (grant: Grant): Known<string> | undefined =>
  grant.exceptResources.state === 'absent'
    ? each(grant.resources).find((resource) => resource.value === '*' || KINDS.test(resource.value))
    : undefined;

/** Whether a statement names the whole of everything as its resource. */
export const onEverything = (grant: Grant): Answer =>
  grant.exceptResources.state === 'absent' ? some(grant.resources, (resource) => resource === '*') : 'unknown';

/** Whether a pattern names every action there is. */
export const isEveryAction = (pattern: string): boolean => /^\*+(?::\*+)?$/.test(pattern);

/** `s3:PutObject`, `s3:PutObject and sqs:SendMessage`, `s3:PutObject and 3 more`. */
export function listing(names: readonly string[]): string | Message {
  const [first = '', second] = names;
  if (second === undefined) return first;
  return names.length === 2 ? text`${first} and ${second}` : text`${first} and ${names.length - 1} more`;
}
