import type { Declaration, Lookup } from '../../declaration';
import type { Place } from '../../place';
import type { Names } from './names';
import { dirOf, scopeOf } from './paths';
import { formerName, VALUES, WAY, wide } from './wide';

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
  /** Whether others call it, but none of the ways there begins at a root: they go in a circle, or stand too deep. */
  readonly isCut: boolean;
  readonly depth: number;
  /** Modules that it calls, each made once, so that they can be told apart. */
  readonly children: Map<Declaration, Module>;
}

/** A `module` block and the module that it stands in. */
export interface Call {
  readonly declaration: Declaration;
  readonly by: Module;
  /** What `each` and `count` are where it is one of several. */
  readonly names: Names | undefined;
}

/** The module that a directory is by itself, run with a file of values or without. */
function rootModule(scope: string, values?: string, isCut = false): Module {
  const root = values === undefined ? scope : `${scope}?${values}`;
  return { scope, root, values, address: '', name: root, call: undefined, isCut, depth: 0, children: new Map() };
}

/** The module that a call makes; undefined where it calls none in the workspace, or calls stand too deep. */
export function called(by: Module, declaration: Declaration, look: Lookup, names?: Names): Module | undefined {
  const { calls } = declaration.note;
  if (typeof calls !== 'string' || by.depth >= MAX_DEPTH) return undefined;
  let child = names ? undefined : by.children.get(declaration);
  if (!child) {
    const own = `module.${declaration.key}`;
    const former = formerName(own, wide(look, by.scope));
    child = {
      scope: calls,
      root: by.root,
      values: by.values,
      address: by.address === '' ? own : `${by.address}.${own}`,
      name: `${by.name} ${former}`,
      call: { declaration, by, names },
      isCut: by.isCut,
      depth: by.depth + 1,
      children: new Map(),
    };
    if (!names) by.children.set(declaration, child);
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

/** Who calls a module, and the files of values that it may be run with as a root. */
interface Ways {
  readonly callers: readonly { readonly scope: string; readonly name: string }[];
  readonly values: readonly string[];
}

/** Read once for each list that a question was answered with. */
const READ = new WeakMap<readonly Declaration[], Ways>();

function waysOf(look: Lookup, scope: string): Ways {
  const found = look.look(WAY, undefined, scope);
  let ways = READ.get(found);
  if (!ways) {
    const [calls, values] = [found.filter(({ key }) => key !== VALUES), found.filter(({ key }) => key === VALUES)];
    ways = {
      callers: calls.map(({ key, path }) => ({ scope: scopeOf(dirOf(path)), name: key })),
      values: [...new Set(values.map(({ path }) => path))],
    };
    READ.set(found, ways);
  }
  return ways;
}

/** A way from a root down to a module, as one string: root scope, values, names of calls. */
const SEPARATOR = '\0';

/** The ways to a module, with everything that was asked to find them. */
interface Found {
  readonly asked: ReadonlyMap<string, Ways>;
  readonly routes: readonly string[];
}

/** All resources of a module ask for the same. */
const FOUND = new WeakMap<Ways, Found>();

/**
 * How a module is made: once for each way of calls that leads to it from a root, and once more for each file of values
 * that its root may be run with. Empty for a root that is run in one way: it needs no telling apart.
 */
export function routes(scope: string, look: Lookup): readonly string[] {
  const ways = waysOf(look, scope);
  let found = FOUND.get(ways);
  if (!found || ![...found.asked].every(([at, before]) => waysOf(look, at) === before)) {
    found = climb(scope, look);
    FOUND.set(ways, found);
  }
  return found.routes;
}

function climb(scope: string, look: Lookup): Found {
  const asked = new Map<string, Ways>();
  const routes = new Set<string>();
  let steps = 0;
  const from = (at: string, below: readonly string[], names: readonly string[]): void => {
    const ways = waysOf(look, at);
    asked.set(at, ways);
    if (ways.callers.length === 0) {
      for (const file of ['', ...ways.values]) routes.add([at, file, ...names].join(SEPARATOR));
    }
    for (const { scope: caller, name } of ways.callers) {
      if (routes.size >= MAX_ROUTES || ++steps > MAX_STEPS) return;
      if (caller === at || below.includes(caller) || names.length >= MAX_DEPTH) continue;
      from(caller, [...below, at], [name, ...names]);
    }
  };
  from(scope, [], []);
  const all = [...routes].slice(0, MAX_ROUTES);
  return { asked, routes: all.length === 1 && all[0] === [scope, ''].join(SEPARATOR) ? [] : all };
}

/** The module that a directory is by itself, where no way leads to it. */
export const uncalled = (scope: string, look: Lookup): Module =>
  rootModule(scope, undefined, waysOf(look, scope).callers.length > 0);

/** A way: the root that it begins at, and the names of its calls. */
export function wayOf(route: string): { readonly top: Module; readonly calls: readonly string[] } {
  const [scope = '', values, ...calls] = route.split(SEPARATOR);
  return { top: rootModule(scope, values === '' ? undefined : values), calls };
}
