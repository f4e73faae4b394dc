import type { Finding } from '../../findings/finding';
import { contextOf } from '../context';
import type { WaiverEdit } from '../protocol-waivers';
import { textLines } from '../text-lines';
import type { Folder } from './folder';

/** Where the file goes when a repository has none: every platform looks there. */
const NEW_FILE = 'CODEOWNERS';
const HANDLE = /^[^\s@]*@[^\s@]+$/;

/**
 * The line of CODEOWNERS that leads a `.handrail` folder to the owner of a finding's policy. Undefined when a line names
 * the folder already, and when the policy's owner has no handle that CODEOWNERS could name.
 */
export async function routingOf(folder: Folder, finding: Finding, path: string): Promise<WaiverEdit['routing']> {
  const { policy } = contextOf(finding, folder.workspace);
  const owner = [policy?.owner?.codeowners, ...(policy?.owner?.people ?? [])].find((name) => name && HANDLE.test(name));
  const { file = { path: NEW_FILE, base: '' }, pattern } = folder.workspace.ownership(path);
  if (owner === undefined || pattern?.includes('.handrail')) return undefined;
  const inside = path.slice(file.base === '' ? 0 : file.base.length + 1);
  const line = `/${inside.slice(0, inside.lastIndexOf('/') + 1)} ${owner}`;
  const text = await folder.files.text(file.path);
  const end = text?.includes('\r\n') ? '\r\n' : '\n';
  const open = text === undefined || text === '' || text.endsWith('\n') ? '' : end;
  const lines = textLines(text ?? '');
  const at = lines.positionAt(text?.length ?? 0);
  return {
    uri: folder.uriOf(file.path),
    path: file.path,
    created: text === undefined,
    edits: [{ range: { start: at, end: at }, newText: `${open}${line}${end}` }],
    text: line,
    owner: policy?.owner?.team ?? owner,
  };
}
