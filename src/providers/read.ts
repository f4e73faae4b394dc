import { type Fact, is } from '../facts';
import type { Resource } from '../resource';
import { providers } from './index';
import type { Provider } from './provider';

const byType = new Map<string, Provider[]>();
/** Types of Azure's templates, which mean the same in any case, as providers spell them. */
const spelling = new Map<string, string>();
for (const provider of providers) {
  for (const type of provider.types.filter((name) => name.startsWith('Microsoft.')))
    spelling.set(type.toLowerCase(), type);
  for (const type of provider.types) byType.set(type, [...(byType.get(type) ?? []), provider]);
}

/** The readers of a resource, each to be run by itself so that one that throws does not silence the others. */
export function factsOf(
  resource: Resource,
): readonly { readonly provider: string; readonly read: () => Iterable<Fact> }[] {
  const type = byType.has(resource.type) ? resource.type : spelling.get(resource.type.toLowerCase());
  if (type !== undefined && type !== resource.type) return factsOf({ ...resource, type });
  const readers = byType.get(resource.type);
  if (!readers || is(resource.exists, (exists) => exists) === 'no') return [];
  return readers.map((provider) => ({ provider: provider.id, read: () => provider.facts(resource) }));
}
