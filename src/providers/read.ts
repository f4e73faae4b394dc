import { type Fact, is } from '../facts';
import type { Resource } from '../resource';
import { providers } from './index';
import type { Provider } from './provider';

const byType = new Map<string, Provider[]>();
for (const provider of providers) {
  for (const type of provider.types) byType.set(type, [...(byType.get(type) ?? []), provider]);
}

/** The readers of a resource, each to be run by itself so that one that throws does not silence the others. */
export function factsOf(
  resource: Resource,
): readonly { readonly provider: string; readonly read: () => Iterable<Fact> }[] {
  const readers = byType.get(resource.type);
  if (!readers || is(resource.exists, (exists) => exists) === 'no') return [];
  return readers.map((provider) => ({ provider: provider.id, read: () => provider.facts(resource) }));
}
