import type { Finding } from '../../findings/finding';
import { contextOf } from '../context';
import type { WaiverEdit } from '../protocol-waivers';
import { textLines } from '../text-lines';
import type { Folder } from './folder';

/** Where the file goes when a repository has none: every platform looks there. */
const NEW_FILE = 'CODEOWNERS';
const HANDLE = /^[^\s@]*@[^\s@]+$/;

/** A line of CODEOWNERS that is still missing, and the file without and with it. */
export interface Route {
  readonly path: string;
  /** Undefined when there is no such file yet. */
  readonly before: string | undefined;
  /** What comes at the end of it, line breaks included. */
  readonly added: string;
  readonly line: string;
  /** The first of the names that CODEOWNERS could name. */
  readonly owner: string;
}

/**
 * The line of CODEOWNERS that leads a `.handrail` folder to its owner; `path` is any file in it. Undefined when a line
 * names the folder already, and when none of the names is a handle or an address.
 */
export async function routeTo(
  folder: Folder,
  path: string,
  names: readonly (string | undefined)[],
): Promise<Route | undefined> {
  const owner = names.find((name) => name && HANDLE.test(name));
  const { file = { path: NEW_FILE, base: '' }, pattern } = folder.workspace.ownership(path);
  if (owner === undefined || pattern?.includes('.handrail')) return undefined;
  const inside = path.slice(file.base === '' ? 0 : file.base.length + 1);
  const line = `/${inside.slice(0, inside.lastIndexOf('.handrail/'))}.handrail/ ${owner}`;
  const before = await folder.files.text(file.path);
  const end = before?.includes('\r\n') ? '\r\n' : '\n';
  const open = before === undefined || before === '' || before.endsWith('\n') ? '' : end;
  return { path: file.path, before, added: `${open}${line}${end}`, line, owner };
}

/** The line that leads a waiver to the owner of a finding's policy, as an edit. */
export async function routingOf(folder: Folder, finding: Finding, path: string): Promise<WaiverEdit['routing']> {
  const { policy } = contextOf(finding, folder.workspace);
  const route = await routeTo(folder, path, [policy?.owner?.codeowners, ...(policy?.owner?.people ?? [])]);
  if (!route) return undefined;
  const { before = '', added, line, owner } = route;
  const at = textLines(before).positionAt(before.length);
  return {
    uri: folder.uriOf(route.path),
    path: route.path,
    created: route.before === undefined,
    edits: [{ range: { start: at, end: at }, newText: added }],
    text: line,
    owner: policy?.owner?.team ?? owner,
  };
}
