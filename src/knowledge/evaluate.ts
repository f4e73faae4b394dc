import { type Answer, type Condition, type Conditions, type Grant, is, type ListValue, some } from '../facts';
import { covers } from './glob';
import { isEverywhere } from './internet';

/**
 * Condition keys that say how or when a request comes, or what the caller claims freely (referrer, browser), not who
 * makes it or what it touches. A statement with only these is as wide as one without conditions. Every other key may
 * narrow it, and is taken to.
 */
const NOT_NARROWING: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:referer',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:useragent',
  's3:signatureversion',
  's3:authtype',
  's3:tlsversion',
  's3:x-amz-acl',
  's3:x-amz-server-side-encryption',
  's3:x-amz-storage-class',
]);

/** Keys that tell who calls, or for whom a service calls: anybody has some value for them, or can get one. */
const CALLER =
  /^(?:aws:(?:principal(?:account|arn|orgid|orgpaths)|source(?:account|arn|owner|vpc|vpce)|user(?:id|name))|sts:externalid)$/;

/** A pattern for any text, or for the ARN of anything in any account. */
function isAnything(pattern: string): boolean {
  if (/^\*+$/.test(pattern)) return true;
  const [arn, ...parts] = pattern.split(':');
  return arn === 'arn' && parts.at(-1) === '*' && parts.slice(2).every((part) => part === '' || part === '*');
}

/** Whether a condition surely holds for whoever comes: every address, every caller. */
function holdsForAll({ operator, key, values }: Condition): boolean {
  const test = operator.replace(/^For(?:Any|All)Values?:/i, '').replace(/IfExists$/i, '');
  if (/^IpAddress$/i.test(test)) return key.toLowerCase() === 'aws:sourceip' && some(values, isEverywhere) === 'yes';
  return (
    /^(?:StringLike|ArnLike|ArnEquals)$/i.test(test) &&
    CALLER.test(key.toLowerCase()) &&
    some(values, isAnything) === 'yes'
  );
}

/** Whether conditions may narrow a statement: `no` is certain, `yes` is what a reader has to assume. */
export function narrowed(conditions: Conditions): Answer {
  if (conditions.state === 'absent') return 'no';
  if (conditions.state === 'unknown') return 'unknown';
  const isIdle = (one: Condition) => NOT_NARROWING.has(one.key.toLowerCase()) || holdsForAll(one);
  return conditions.value.every(isIdle) ? 'no' : 'yes';
}

/** Actions are matched without regard to case, ARNs are not. */
const coversAction = (outer: string, inner: string): boolean => covers(outer.toLowerCase(), inner.toLowerCase());

/** Whether one of the patterns surely covers the wanted one; unknown entries keep a `no` from being sure. */
function listed(
  patterns: ListValue<string>,
  wanted: string,
  matches: (outer: string, inner: string) => boolean,
): Answer {
  if (patterns.state === 'unknown') return 'unknown';
  const entries = patterns.state === 'known' ? patterns.value : [];
  if (entries.some((entry) => entry.state === 'known' && matches(entry.value, wanted))) return 'yes';
  return entries.some((entry) => entry.state === 'unknown') ? 'unknown' : 'no';
}

/** Whether no text can match both: their fixed beginnings already differ. */
function disjoint(one: string, other: string): boolean {
  const [a, b] = [one, other].map((pattern) => pattern.toLowerCase().replace(/[*?].*$/s, '')) as [string, string];
  return !a.startsWith(b) && !b.startsWith(a);
}

/** Whether a list and its `Not…` twin together cover the wanted pattern. */
function side(
  included: ListValue<string>,
  excepted: ListValue<string>,
  wanted: string,
  matches: (outer: string, inner: string) => boolean,
): Answer {
  if (excepted.state === 'absent') return listed(included, wanted, matches);
  if (listed(excepted, wanted, matches) === 'yes') return 'no';
  if (excepted.state === 'unknown') return 'unknown';
  return excepted.value.every((entry) => entry.state === 'known' && disjoint(entry.value, wanted)) ? 'yes' : 'unknown';
}

const both = (...answers: readonly Answer[]): Answer =>
  answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';

/** Whether a statement speaks of an action pattern on a resource pattern, conditions left aside. */
export const speaksOf = (grant: Grant, action: string, resource: string): Answer =>
  both(
    side(grant.actions, grant.exceptActions, action, coversAction),
    side(grant.resources, grant.exceptResources, resource, covers),
  );

/** Whether a statement surely applies with its effect: conditions make it `unknown`. */
function applies(grant: Grant, effect: 'allow' | 'deny', action: string, resource: string): Answer {
  const answer = both(
    is(grant.effect, (found) => found === effect),
    speaksOf(grant, action, resource),
  );
  if (answer !== 'yes') return answer;
  return grant.conditions.state === 'absent' ? 'yes' : 'unknown';
}

/**
 * What statements decide about an action on a resource: a sure deny wins over everything, a possible deny or a
 * conditional allow leaves it unknown, and `no` means that nothing allows it.
 */
export function decide(grants: readonly Grant[], action: string, resource: string): Answer {
  const denied = grants.map((grant) => applies(grant, 'deny', action, resource));
  if (denied.includes('yes')) return 'no';
  const allowed = grants.map((grant) => applies(grant, 'allow', action, resource));
  if (!allowed.includes('yes')) return allowed.includes('unknown') ? 'unknown' : 'no';
  return denied.includes('unknown') ? 'unknown' : 'yes';
}

/** Whether a statement denies anything of the action at all, on whatever resource and condition: somebody has thought of it. */
export function curbs(grant: Grant, action: string): boolean {
  if (is(grant.effect, (effect) => effect === 'deny') === 'no') return false;
  if (grant.exceptActions.state !== 'absent') return listed(grant.exceptActions, action, coversAction) !== 'yes';
  return listed(grant.actions, action, coversAction) === 'yes';
}
