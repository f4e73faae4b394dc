import type { Declaration, Lookup } from '../format';
import { KUSTOMIZATIONS } from './words';

/** One way in which an object gets to a cluster: the kustomizations that it passes through, from its own to the outermost. */
export interface Deployment {
  readonly folders: readonly string[];
  /** For an object of a chart: the file of values that it is installed with beside the chart's own. */
  readonly values?: string | undefined;
  /** For an object of a chart that is made for each item of a list: which of them. */
  readonly index?: number;
}

/** An object with more of them is looked at in the first ones only. */
const DEPLOYMENTS = 30;
const DEPTH = 20;

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
      if (!/\.(?:ya?ml|json)$/i.test(target)) all.add(target);
    }
  }
  return [...all];
}

/** What an object was called before kustomizations of a deployment gave its name a beginning and an end, the outermost first. */
export function formerNames(name: string, { folders }: Deployment, look: Lookup): readonly string[] {
  const names: string[] = [];
  let latest = name;
  for (const folder of [...folders].reverse()) {
    for (const { note } of look.look('sets', folder, KUSTOMIZATIONS)) {
      const [prefix, suffix] = [text(note, 'prefix'), text(note, 'suffix')];
      const length = latest.length - prefix.length - suffix.length;
      if (length === latest.length || length <= 0 || !latest.startsWith(prefix) || !latest.endsWith(suffix)) continue;
      latest = latest.slice(prefix.length, prefix.length + length);
      names.push(latest);
    }
  }
  return names;
}

/** Whether a kustomization of a deployment declares a variable that fields may hold as `$(NAME)`. */
export const isVariable = (name: string, deployment: Deployment, look: Lookup): boolean =>
  foldersOf(deployment, look).some((folder) =>
    look.look('variable', folder, KUSTOMIZATIONS).some(({ note }) => note.name === name),
  );
