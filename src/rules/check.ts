import { type Fact, type FactKind, type FactLookup, type Hit, text } from '../facts';
import type { AnyRule } from './rule';

/** A hit with its rule and the resource it speaks of. */
export interface Checked {
  readonly hits: readonly { readonly rule: string; readonly hit: Hit; readonly subject: Fact['subject'] }[];
  /** Rules that threw, said once in the report. */
  readonly failures: readonly { readonly where: string; readonly message: string; readonly path: string }[];
}

/** Runs every rule over the facts that drive it. A rule that throws is reported and costs nobody else's hits. */
export function check(rules: readonly AnyRule[]): (facts: readonly Fact[], lookup: FactLookup) => Checked {
  const byKind = new Map<FactKind, AnyRule[]>();
  for (const rule of rules) byKind.set(rule.reads[0], [...(byKind.get(rule.reads[0]) ?? []), rule]);
  return (facts, lookup) => {
    const hits: Checked['hits'][number][] = [];
    const failures: Checked['failures'][number][] = [];
    for (const fact of facts) {
      for (const rule of byKind.get(fact.kind) ?? []) {
        try {
          for (const hit of rule.check(fact, declared(rule, lookup)))
            hits.push({ rule: rule.id, hit: withCalls(hit, fact.subject), subject: fact.subject });
        } catch (thrown) {
          const message = thrown instanceof Error ? thrown.message : String(thrown);
          failures.push({ where: rule.id, message, path: fact.subject.head.anchor.path });
        }
      }
    }
    return { hits, failures };
  };
}

/**
 * A hit in a module names the calls that made it, since another call may be fine, and a hit in a call names the resource
 * in the module. What it leads to already is not said again.
 */
function withCalls(hit: Hit, { instance, head }: Fact['subject']): Hit {
  if (!instance || instance.calls.length === 0) return hit;
  const told = new Set([hit.at, ...(hit.related ?? []).map(({ at }) => at)].map(({ anchor }) => anchor));
  const related = [
    ...(told.has(head.anchor) ? [] : [{ at: head, message: text`Declared here` }]),
    ...instance.calls
      .filter(({ anchor }) => anchor !== hit.at.anchor)
      .map((at) => ({ at, message: text`The module is called here` })),
  ];
  return related.length > 0 ? { ...hit, related: [...(hit.related ?? []), ...related] } : hit;
}

/** A rule gets only what it says it reads: the store keeps no other facts, so anything else would come back empty. */
const declared = (rule: AnyRule, lookup: FactLookup): FactLookup => ({
  about: (kind, ids, scope) => {
    if (!rule.reads.includes(kind, 1))
      throw new Error(`${rule.id} asks for ${kind} facts that it does not list in reads`);
    return lookup.about(kind, ids, scope);
  },
});
