import type { Exposure, Fact, ListValue, Setting, Value } from '../../src/facts';
import type { Provider } from '../../src/providers/provider';
import { type PlainData, resources } from './plain-resource';

/** A value as tests write it: `tcp`, `absent`, `absent (true)` with a documented default, `unknown`. */
export function inWords<T>(value: Value<T>, show: (value: T) => string = String): string {
  if (value.state === 'unknown') return 'unknown';
  if (value.state === 'known') return show(value.value);
  return value.value === undefined ? 'absent' : `absent (${show(value.value)})`;
}

const list = <T>(value: ListValue<T>, show: (value: T) => string = String): string =>
  inWords(value, (entries) => entries.map((entry) => inWords(entry, show)).join(' '));

const about = (fact: Fact): string => fact.about.map((id) => inWords(id)).join(' ');

/** `in security-group tcp 22-22 from 0.0.0.0/0 about aws_security_group.web` */
const exposureInWords = (fact: Exposure): string =>
  [
    fact.direction,
    fact.target,
    ...(fact.protocol.state === 'absent' ? [] : [inWords(fact.protocol)]),
    ...(fact.ports.state === 'absent' ? [] : [list(fact.ports, ({ from, to }) => `${from}-${to}`)]),
    `from ${list(fact.sources)}`,
    ...(fact.authenticator.state === 'absent' && fact.authenticator.value === undefined
      ? []
      : [`asks ${inWords(fact.authenticator)}`]),
    `about ${about(fact)}`,
  ].join(' ');

/** `block-public-acls = true about aws_s3_bucket.files` */
const settingInWords = (fact: Setting): string => `${fact.name} = ${inWords(fact.value)} about ${about(fact)}`;

type Attributes = { readonly [key: string]: PlainData };

/** The facts of every resource of a set that a provider reads, each as one line. */
export function factsInWords(provider: Provider, set: Readonly<Record<string, Attributes>>): readonly string[] {
  const made = resources(set);
  return Object.keys(set).flatMap((address) => {
    const resource = made.get(address);
    if (!provider.types.includes(resource.type)) return [];
    return [...provider.facts(resource)].map((fact) => {
      if (fact.kind === 'exposure') return exposureInWords(fact);
      if (fact.kind === 'setting') return settingInWords(fact);
      if (fact.kind === 'workload') return `metadata without token: ${inWords(fact.metadataWithoutToken)}`;
      return fact.kind;
    });
  });
}
