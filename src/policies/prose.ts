/** The places of a policy that hold sentences of its own. */
const PROSE =
  /^\/(?:title|statement|why\/(?:business|delivery|trust|incident\/text)|protects\/(?:data|services)\/\d+|escalation\/\d+\/(?:when|to|within)|exception\/how|learn\/(?:text|examples\/\d+\/difference)|history\/\d+\/change)$/;

/**
 * A policy with every text for people changed. Names stay: of people, frameworks and sources, and of those who approve,
 * since waivers name them in the same words.
 */
export function withProse<P extends object>(policy: P, change: (text: string) => string): P {
  const walk = (node: unknown, at: string): unknown => {
    if (typeof node === 'string') return PROSE.test(at) ? change(node) : node;
    if (Array.isArray(node)) return node.map((entry, i) => walk(entry, `${at}/${i}`));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value, `${at}/${key}`)]));
  };
  return walk(policy, '') as P;
}
