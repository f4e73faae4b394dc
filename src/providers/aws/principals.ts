import type { Principal, Value } from '../../facts';
import { asReference, asString, type Data, partsOf } from '../../resource';

/**
 * A principal as a policy document names it below its kind (`AWS`, `Service`, `Federated`, `CanonicalUser`).
 * A role or user declared in reach is named by its subject's id, a federated provider by its host and path.
 */
export function principalIn(kind: string, entry: Value<Data>): Value<Principal> {
  if (kind === 'Federated') return federated(entry);
  const target = entry.state === 'known' ? asReference(entry)?.target() : undefined;
  if (target && entry.state === 'known') return { ...entry, value: { type: 'identity', id: target.subject.id } };
  const name = asString(entry);
  if (name.state !== 'known') {
    return name.state === 'unknown' ? name : { state: 'unknown', at: name.at, because: 'no principal is written' };
  }
  return { ...name, value: { type: typeOf(kind, name.value), id: name.value } };
}

function typeOf(kind: string, id: string): Principal['type'] {
  if (kind === 'Service') return 'service';
  if (kind === 'CanonicalUser') return 'user';
  if (id === '*') return 'anyone';
  return /^\d{12}$/.test(id) || /^arn:[^:]+:iam::\d+:root$/.test(id) ? 'account' : 'identity';
}

/** `token.actions.githubusercontent.com`, from a provider's ARN, its `url`, or what is readable of either. */
function federated(entry: Value<Data>): Value<Principal> {
  if (entry.state !== 'known') {
    return entry.state === 'unknown' ? entry : { state: 'unknown', at: entry.at, because: 'no provider is written' };
  }
  const target = asReference(entry)?.target();
  const url = target && firstKnown(asString(target.get('url')), asString(target.get('Url')));
  if (url) return { ...entry, value: { type: 'federated', id: url.replace(/^https:\/\//, '').replace(/\/$/, '') } };
  const last = partsOf(entry)?.at(-1);
  const id = last?.type === 'known' ? last.text : undefined;
  // what stands before `oidc-provider/` is an account, which is often not known and says nothing about who comes
  const host = id && /(?:^|[:/])oidc-provider\/(.+)$/.exec(id)?.[1];
  if (host) return { ...entry, value: { type: 'federated', id: host } };
  const whole = asString(entry);
  if (whole.state !== 'known') return { state: 'unknown', at: entry.at, because: 'the provider is not known' };
  return { ...whole, value: { type: whole.value === '*' ? 'anyone' : 'federated', id: whole.value } };
}

const firstKnown = (...values: readonly Value<string>[]): string | undefined =>
  values.flatMap((value) => (value.state === 'known' ? [value.value] : []))[0];
