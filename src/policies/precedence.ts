import { byOrigin } from './origin';
import type { PolicySource } from './policy';

/** A policy file and where it stands among the others. */
export interface Placed {
  readonly source: PolicySource;
  /** The folder whose files it speaks about, `''` for the root. */
  readonly base: string;
  /** Of packs: the place in the order in which they are listed; 0 for every other file. */
  readonly listed: number;
}

/**
 * Which word counts where several files speak about one policy, the weakest first: built-in policies, packs in the order
 * in which `config.yaml` lists them, the workspace's own, of these the ones of a nearer folder, at last those that name
 * their paths in `scope`. Of equals, what makes a policy comes before what adds to it, then the path decides.
 */
export function byPrecedence(a: Placed, b: Placed): number {
  return (
    byOrigin(a.source.from, b.source.from) ||
    a.listed - b.listed ||
    Number(namesPaths(a)) - Number(namesPaths(b)) ||
    a.base.length - b.base.length ||
    Number(isOverlay(a.source)) - Number(isOverlay(b.source)) ||
    (a.source.from.path < b.source.from.path ? -1 : 1)
  );
}

const namesPaths = ({ source }: Placed): boolean => source.policy.scope?.paths !== undefined;

/** Whether a file speaks about the policy that it extends, as opposed to making one of its own. */
export const isOverlay = ({ policy }: Pick<PolicySource, 'policy'>): boolean =>
  policy.extends !== undefined && (policy.id === undefined || policy.id === policy.extends);
