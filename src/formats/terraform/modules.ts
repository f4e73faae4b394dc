import type { Declaration, Lookup } from '../../declaration';
import type { Place } from '../../place';
import { dirOf, isWithin, scopeOf, trialOf } from './paths';
import { formerName, wide } from './wide';

/** Calls that may stand within one another; deeper ones are not followed. */
const MAX_DEPTH = 20;
/** Ways in which a module may be called; of more, only so many are looked at. */
const MAX_ROUTES = 500;
/** Calls that are looked at for that: modules that call each other round and round have no end. */
const MAX_STEPS = 2_000;

/** A module as it is made: as a root, or by one call of it. */
export interface Module {
  /** Where its declarations are looked up. */
  readonly scope: string;
  /** The scope of its facts: that of its root module, and of the values that this is run with. */
  readonly root: string;
  /** A file of values that somebody names on a command line. */
  readonly values: string | undefined;
  /** `module.shop.module.network`; empty for a root. */
  readonly address: string;
  /** What fingerprints call it: root directory, values, and the calls by the names that they had first. */
  readonly name: string;
  readonly call: Call | undefined;
  readonly depth: number;
  /** Modules that it calls, each made once, so that they can be told apart. */
  readonly children: Map<Declaration, Module>;
}

/** A `module` block and the module that it stands in. */
export interface Call {
  readonly declaration: Declaration;
  readonly by: Module;
}

/** The module that a directory is by itself, run with a file of values or without. */
export function rootModule(scope: string, values?: string): Module {
  const root = values === undefined ? scope : `${scope}?${values}`;
  return { scope, root, values, address: '', name: root, call: undefined, depth: 0, children: new Map() };
}

/** The module that a call makes; undefined where it calls none in the workspace, or calls stand too deep. */
export function called(by: Module, declaration: Declaration, look: Lookup): Module | undefined {
  const { calls } = declaration.note;
  if (typeof calls !== 'string' || by.depth >= MAX_DEPTH) return undefined;
  let child = by.children.get(declaration);
  if (!child) {
    const own = `module.${declaration.key}`;
    const former = formerName(own, wide(look, by.scope));
    child = {
      scope: calls,
      root: by.root,
      values: by.values,
      address: by.address === '' ? own : `${by.address}.${own}`,
      name: `${by.name} ${former}`,
      call: { declaration, by },
      depth: by.depth + 1,
      children: new Map(),
    };
    by.children.set(declaration, child);
  }
  return child;
}

/** The heads of the calls that make a module, the root's first. */
export function callsOf({ call }: Module): readonly Place[] {
  if (!call) return [];
  return [...callsOf(call.by), headOf(call.declaration)];
}

/** Where the head of a block stands. */
export const headOf = ({ anchor, note }: Declaration): Place => ({ anchor, start: 0, end: Number(note.head ?? 0) });

const callers = (look: Lookup, scope: string): readonly Declaration[] =>
  wide(look, scope).filter(({ note }) => note.of === 'call');

/**
 * Whether anybody calls a module to use it. Examples and tests only try what lies outside of them: how it is used they
 * don't say, so that a module which nothing else calls is looked at by itself as well.
 */
export const isUsed = (look: Lookup, scope: string): boolean =>
  callers(look, scope).some(({ path }) => {
    const trial = trialOf(dirOf(path));
    return trial === undefined || isWithin(scope, scopeOf(trial));
  });

/** A way from a root down to a module, as one string: root scope, values, names of calls. */
const SEPARATOR = '\0';

/**
 * How a module is made: once for each way of calls that leads to it from a root, and once more for each file of values
 * that its root may be run with. Empty for a root that is run in one way: it needs no telling apart.
 */
export function routes(scope: string, look: Lookup): readonly string[] {
  const found: string[] = [];
  let steps = 0;
  const climb = (at: string, below: readonly string[], names: readonly string[]): void => {
    if (!isUsed(look, at)) {
      const values = new Set(wide(look, at).flatMap(({ note, path }) => (note.of === 'values' ? [path] : [])));
      for (const file of ['', ...values]) found.push([at, file, ...names].join(SEPARATOR));
    }
    for (const { key, path } of callers(look, at)) {
      if (found.length >= MAX_ROUTES || ++steps > MAX_STEPS) return;
      const caller = scopeOf(dirOf(path));
      if (caller === at || below.includes(caller) || names.length >= MAX_DEPTH) continue;
      climb(caller, [...below, at], [key, ...names]);
    }
  };
  climb(scope, [], []);
  const all = [...new Set(found)].slice(0, MAX_ROUTES);
  return all.length === 1 && all[0] === [scope, ''].join(SEPARATOR) ? [] : all;
}

/** The module at the end of a way; undefined where the way is no more. */
export function moduleAt(route: string, look: Lookup): Module | undefined {
  const [scope = '', values, ...names] = route.split(SEPARATOR);
  return names.reduce<Module | undefined>(
    (module, name) => {
      const call = module && look.look('module', name, module.scope)[0];
      return call && called(module, call, look);
    },
    rootModule(scope, values === '' ? undefined : values),
  );
}
