import type { Node } from '../../document/data';
import type { Place, Span } from '../../place';
import { type Declaration, type Lookup, placeIn } from '../format';
import { KUSTOMIZATIONS } from './kustomization';
import { applyOperations, merge } from './merge';
import { type Content, contentsOf } from './patch';

/** One way in which an object gets to a cluster: the kustomizations that it passes through, from its own to the outermost. */
export interface Deployment {
  readonly folders: readonly string[];
  /** For an object of a chart: the file of values that it is installed with beside the chart's own. */
  readonly values?: string;
}

/** An object with more of them is looked at in the first ones only. */
const DEPLOYMENTS = 30;
const DEPTH = 20;
const PATCHES = 200;

const text = (note: Declaration['note'], key: string): string => String(note[key] ?? '');

/** How files and folders are used: by whom, and as what. */
const usesOf = (path: string, look: Lookup): readonly { readonly by: string; readonly as: string }[] =>
  look.look('uses', path, KUSTOMIZATIONS).map(({ note }) => ({ by: text(note, 'by'), as: text(note, 'as') }));

/** Whether a file is only merged into others: what it leaves out is no choice of its own. */
export function isPatch(path: string, look: Lookup): boolean {
  const uses = usesOf(path, look);
  return uses.length > 0 && uses.every(({ as }) => as === 'patch');
}

/** Where the objects of a file are deployed; undefined when no kustomization names it. */
export function deploymentsOf(path: string, look: Lookup): readonly Deployment[] | undefined {
  const uses = usesOf(path, look);
  if (uses.length === 0) return undefined;
  const found: Deployment[] = [];
  const climb = (folders: readonly string[]): void => {
    if (found.length >= DEPLOYMENTS) return;
    const outer = usesOf(folders.at(-1)!, look).filter(({ as, by }) => as !== 'patch' && !folders.includes(by));
    if (outer.length === 0 || folders.length >= DEPTH) found.push({ folders });
    else for (const { by } of outer) climb([...folders, by]);
  };
  for (const { by, as } of uses) if (as !== 'patch') climb([by]);
  return found;
}

/** The folders that belong to a deployment, its outermost kustomization and all that this leads to. */
export function foldersOf({ folders }: Deployment, look: Lookup): readonly string[] {
  const all = new Set(folders);
  for (const folder of all) {
    if (all.size >= DEPLOYMENTS) break;
    for (const { note } of look.look('used', folder, KUSTOMIZATIONS)) {
      const target = text(note, 'target');
      if (!/\.ya?ml$/i.test(target)) all.add(target);
    }
  }
  return [...all];
}

/** Patches in the order in which they are applied: those of a kustomization's components come before its own. */
function patchesIn(folder: string, look: Lookup, seen: Set<string>): readonly Declaration[] {
  if (seen.has(folder) || seen.size > PATCHES) return [];
  seen.add(folder);
  const components = look.look('used', folder, KUSTOMIZATIONS).filter(({ note }) => note.as === 'component');
  return [
    ...components.flatMap(({ note }) => patchesIn(text(note, 'target'), look, seen)),
    ...look.look('patch', folder, KUSTOMIZATIONS),
  ];
}

/** What a deployment makes of an object. */
export interface Deployed {
  /** Undefined when a patch takes the object out. */
  readonly node: Node | undefined;
  /** The namespace that a kustomization puts it in, or ''. */
  readonly namespace: string;
  /** The place of a node that came from a patch or a kustomization. */
  place(node: Span): Place | undefined;
}

/** Applies patches and namespaces to an object, from the inside out. */
export function deployed(declaration: Declaration, node: Node, deployment: Deployment, look: Lookup): Deployed {
  const origins = new Map<Span, Content['place']>();
  const seen = new Set<string>();
  const names = new Set([text(declaration.note, 'name')]);
  let result: Node | undefined = node;
  let latest = text(declaration.note, 'name');
  let namespace = '';
  for (const folder of deployment.folders) {
    for (const patch of patchesIn(folder, look, seen)) {
      for (const content of contentsOf(patch, declaration, names, look)) {
        note(content, origins);
        const change = content.node;
        if (result) result = change.type === 'sequence' ? applyOperations(result, change) : merge(result, change);
      }
    }
    const [set] = look.look('sets', folder, KUSTOMIZATIONS);
    if (!set) continue;
    latest = `${text(set.note, 'prefix')}${latest}${text(set.note, 'suffix')}`;
    names.add(latest);
    if (text(set.note, 'namespace') === '') continue;
    namespace = text(set.note, 'namespace');
    const content = namespaced(set, namespace, look);
    note(content, origins);
    result = result && merge(result, content.node);
  }
  return { node: result, namespace, place: (span) => origins.get(span)?.(span) };
}

/** Remembers where everything in a patch stands. */
function note({ node, place }: Content, origins: Map<Span, Content['place']>): void {
  origins.set(node, place);
  const parts = node.type === 'sequence' ? node.items : [];
  for (const item of parts) note({ node: item, place }, origins);
  if (node.type !== 'mapping') return;
  for (const { key, value } of node.entries) {
    origins.set(key, place);
    if (value) note({ node: value, place }, origins);
  }
}

/** The namespace of a kustomization as a patch. */
function namespaced(set: Declaration, namespace: string, look: Lookup): Content {
  const opened = look.open(set);
  const { start, end } = opened.span;
  const word = (value: string): Extract<Node, { type: 'scalar' }> => ({
    ...{ type: 'scalar', start, end, value, source: value, style: 'plain' },
  });
  const within = (key: string, value: Node): Node => ({
    ...{ type: 'mapping', start, end, flow: false, entries: [{ start, end, key: word(key), value }] },
  });
  return {
    node: within('metadata', within('namespace', word(namespace))),
    place: (span) => placeIn(opened, span),
  };
}
