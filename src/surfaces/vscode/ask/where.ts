import * as vscode from 'vscode';
import { repositoryLink } from '../../repository-link';

/** What is used of the API of VS Code's own git extension. */
interface Git {
  getRepository(uri: vscode.Uri): Repository | null;
}
interface Repository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: { readonly commit?: string; readonly ahead?: number; readonly upstream?: unknown } | undefined;
    readonly remotes: readonly { readonly name: string; readonly fetchUrl?: string; readonly pushUrl?: string }[];
    readonly workingTreeChanges: readonly { readonly uri: vscode.Uri }[];
    readonly indexChanges: readonly { readonly uri: vscode.Uri }[];
  };
}

/** Where a line is to be found by somebody else. */
export interface Where {
  /** Its page on the repository's host, at the commit that is checked out. */
  readonly link: string | undefined;
  /** Whether that page may lack the line or have it elsewhere: the file has changes, or the commit was not pushed. */
  readonly unsure: boolean;
}

const NOWHERE: Where = { link: undefined, unsure: false };

/** The repository link of a 1-based line; none without git, a remote, or a host whose addresses are known. */
export async function whereOf(uri: vscode.Uri, line: number): Promise<Where> {
  const repository = (await git())?.getRepository(uri);
  const head = repository?.state.HEAD;
  const root = repository && `${repository.rootUri.path.replace(/\/$/, '')}/`;
  if (!repository || !root || !head?.commit || !uri.path.startsWith(root)) return NOWHERE;
  const { remotes, workingTreeChanges, indexChanges } = repository.state;
  const remote = remotes.find(({ name }) => name === 'origin') ?? remotes[0];
  const place = { commit: head.commit, path: uri.path.slice(root.length), line };
  const link = repositoryLink({ remote: remote?.fetchUrl ?? remote?.pushUrl ?? '', ...place });
  const dirty = vscode.workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  const changed = [...workingTreeChanges, ...indexChanges].some((change) => change.uri.path === uri.path);
  return { link, unsure: dirty || changed || !head.upstream || (head.ahead ?? 0) > 0 };
}

/** Undefined where the extension is missing, switched off, or kept away by Restricted Mode. */
async function git(): Promise<Git | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): Git }>('vscode.git');
  try {
    return (await extension?.activate())?.getAPI(1);
  } catch {
    return undefined;
  }
}
