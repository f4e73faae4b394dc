import type { Span } from '../place';
import type { Origin, ResolvedPolicy } from '../policies';
import { localLinksIn } from './links';
import { wordAt } from './named-at';
import type { Around } from './names';

/** Where a name or link leads: to the page of a rule, to the file of a policy, or to a file of the workspace. */
export type Target = { readonly rule: string } | { readonly policy: Origin } | { readonly file: string };

/** What a name or link in one of our files leads to, and the stretch that it is written in. */
export function definitionAt(
  path: string,
  text: string,
  offset: number,
  around: Around,
): (Span & { readonly target: Target }) | undefined {
  const { known, workspace } = around;
  const link = localLinksIn(path, text, workspace).find(({ start, end }) => start <= offset && offset < end);
  if (link) {
    const { start, end, target } = link;
    return target === undefined || around.missing?.has(target) ? undefined : { start, end, target: { file: target } };
  }
  const kind = workspace.fileAt(path)?.kind;
  const word = kind && wordAt(path, text, offset, kind);
  if (!word) return undefined;
  const { start, end } = word;
  if (word.names === 'rule') {
    const rule = known.rules.find(({ id, aliases }) => id === word.text || aliases?.includes(word.text));
    return rule && { start, end, target: { rule: rule.id } };
  }
  if (word.names !== 'policy') return undefined;
  const policy = workspace.policies.byId(word.text);
  return policy && { start, end, target: { policy: extended(policy, path) } };
}

/** The file that a policy is to be read in from another one: what that one stands on, never itself. */
const extended = ({ layers, madeBy }: ResolvedPolicy, path: string): Origin => {
  const own = layers.findIndex((layer) => layer.path === path);
  return layers[own < 0 ? layers.length - 1 : own - 1] ?? madeBy;
};
