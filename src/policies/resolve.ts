import type { Origin, Policy, PolicySource } from './policy';
import { isOverlay } from './precedence';

/** The fields of a policy file that mean something to readers, as opposed to those that place the file. */
type Told = Omit<Policy, 'id' | 'extends' | 'scope'>;
export type Field = keyof Told;

/** A policy as it holds for a path: every layer applied, each field with where it comes from. */
export interface ResolvedPolicy extends Told {
  readonly id: string;
  readonly title: string;
  readonly statement: string;
  /** Why it exists; empty when its file gives no reason. */
  readonly why: NonNullable<Policy['why']>;
  readonly rules: { readonly primary: readonly string[]; readonly related: readonly string[] };
  /** Where each field was said last. */
  readonly from: Readonly<Partial<Record<Field, Origin>>>;
  /** Every file that had a say, the foundation first. */
  readonly layers: readonly Origin[];
  /** The file that makes it; the others of its own add to that one. */
  readonly madeBy: Origin;
  /** The policy that this one was made from, when that is another one. */
  readonly extends?: string;
  /** Champions of the path it was resolved for. */
  readonly championsHere: readonly string[];
}

/** The policies of a workspace. Paths are root-relative. */
export interface Policies {
  /**
   * Every policy, by title: as it holds at a path (one that does not hold there is left out), or, without a path, as it
   * holds in general, what files say about a part of the workspace left out.
   */
  all(path?: string): readonly ResolvedPolicy[];
  /** One policy, or undefined when there is none of that id (at that path). */
  byId(id: string, path?: string): ResolvedPolicy | undefined;
}

/** What a rule's findings at a path are about. */
export interface PoliciesOfRule {
  readonly primary?: ResolvedPolicy;
  readonly related: readonly ResolvedPolicy[];
}

/** A policy and the files that speak about it, in the order in which they apply. */
interface Stack {
  readonly id: string;
  readonly base: PolicySource;
  readonly parent?: string;
  readonly overlays: PolicySource[];
}

/** Keys that are merged entry by entry; every other field of a later file replaces the earlier one whole. */
const MERGED: readonly Field[] = ['why', 'severity', 'exception', 'rules', 'protects'];

/** How deep one policy may extend another: deeper is a circle or nobody's intention. */
const DEEPEST = 8;
/** Paths whose policies are kept at hand. */
const MOST_REMEMBERED = 2_000;

/**
 * Puts policy files on top of each other, the later on the earlier: the caller orders them by precedence. A file that
 * extends a policy without an id of its own (or with the same one) changes that policy where its scope holds; with an id of
 * its own it makes a new policy out of the other; with a known id and no `extends` it replaces that policy.
 */
export function resolvePolicies(sources: readonly PolicySource[]): Policies {
  const stacks = stacked(sources);
  const made = new Map<string, ResolvedPolicy | undefined>();

  function byId(id: string, path?: string, depth = 0): ResolvedPolicy | undefined {
    const stack = [...(stacks.get(id) ?? [])].reverse().find(({ base }) => path === undefined || base.covers(path));
    if (!stack || depth > DEEPEST) return undefined;
    const overlays = stack.overlays.filter((overlay) => (path === undefined ? overlay.general : overlay.covers(path)));
    const parent = stack.parent === undefined ? undefined : byId(stack.parent, path, depth + 1);
    const layers = [stack.base, ...overlays];
    const here = path === undefined ? [] : layers.flatMap((layer) => [...layer.championsOf(path)]);
    const inherited = path === undefined ? [] : (parent?.championsHere ?? []);
    const people = here.length > 0 ? here : inherited;
    const key = JSON.stringify([
      id,
      layers.map(({ from }) => from.kind + from.path),
      parent?.layers.map((layer) => layer.kind + layer.path),
      people,
    ]);
    if (!made.has(key)) made.set(key, compose(stack, layers, parent, people));
    return made.get(key);
  }

  function collect(path?: string): readonly ResolvedPolicy[] {
    return [...stacks.keys()]
      .flatMap((id) => byId(id, path) ?? [])
      .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  }

  // findings come path by path, several to each
  let remembered = new Map<string | undefined, readonly ResolvedPolicy[]>();
  /** Most paths have the same policies: those have one list, by which others keep what they make of it. */
  let last: readonly ResolvedPolicy[] = [];
  function all(path?: string): readonly ResolvedPolicy[] {
    const known = remembered.get(path);
    if (known) return known;
    if (remembered.size >= MOST_REMEMBERED) remembered = new Map();
    const found = collect(path);
    if (found.length !== last.length || found.some((policy, i) => policy !== last[i])) last = found;
    remembered.set(path, last);
    return last;
  }

  return { all, byId };
}

/** Files by the policy that they speak about. An overlay of an unknown policy is left out: whoever read it has reported it. */
function stacked(sources: readonly PolicySource[]): Map<string, Stack[]> {
  const stacks = new Map<string, Stack[]>();
  for (const base of sources) {
    const { id, extends: parent } = base.policy;
    if (id === undefined || isOverlay(base)) continue;
    stacks.set(id, [
      ...(stacks.get(id) ?? []),
      { id, base, overlays: [], ...(parent === undefined ? {} : { parent }) },
    ]);
  }
  const order = new Map(sources.map((source, i) => [source, i]));
  for (const source of sources) {
    if (!isOverlay(source)) continue;
    for (const { base, overlays } of stacks.get(source.policy.extends ?? '') ?? []) {
      // what a weaker origin adds to a policy is gone with the policy that a stronger one replaces
      const counts = sameOrigin(source.from, base.from) || order.get(source)! > order.get(base)!;
      if (counts) overlays.push(source);
    }
  }
  return stacks;
}

const sameOrigin = (a: Origin, b: Origin): boolean => a.kind === b.kind && a.pack === b.pack;

function compose(
  stack: Stack,
  layers: readonly PolicySource[],
  parent: ResolvedPolicy | undefined,
  championsHere: readonly string[],
): ResolvedPolicy | undefined {
  const fields: Record<string, unknown> = {};
  const from: Partial<Record<Field, Origin>> = {};
  const say = (told: Told, origin: (field: Field) => Origin | undefined) => {
    for (const [name, value] of Object.entries(told)) {
      const field = name as Field;
      if (value === undefined) continue;
      fields[field] = MERGED.includes(field) ? { ...(fields[field] as object), ...(value as object) } : value;
      from[field] = origin(field);
    }
  };
  if (parent) say(toldBy(parent), (field) => parent.from[field]);
  for (const layer of layers) say(toldBy(layer.policy), () => layer.from);

  const told = fields as Told;
  if (told.title === undefined || told.statement === undefined) return undefined;
  return {
    ...told,
    id: stack.id,
    title: told.title,
    statement: told.statement,
    why: told.why ?? {},
    rules: { primary: told.rules?.primary ?? [], related: told.rules?.related ?? [] },
    from,
    layers: [...(parent?.layers ?? []), ...layers.map((layer) => layer.from)],
    madeBy: stack.base.from,
    ...(stack.parent === undefined ? {} : { extends: stack.parent }),
    championsHere,
  };
}

const FIELDS = {
  title: true,
  statement: true,
  why: true,
  protects: true,
  owner: true,
  champions: true,
  contact: true,
  escalation: true,
  exception: true,
  severity: true,
  rules: true,
  references: true,
  learn: true,
  reviewed: true,
  history: true,
} satisfies Record<Field, true>;

const toldBy = (policy: Policy | ResolvedPolicy): Told =>
  Object.fromEntries(Object.keys(FIELDS).map((field) => [field, policy[field as Field]])) as Told;
