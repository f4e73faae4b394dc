import { type Connection, RequestType } from 'vscode-languageserver';
import { draftPolicy } from '../../config/draft-policy';
import { environmentsIn, type FileChange, type SetUp, setUp } from '../../config/set-up';
import type { TextFile } from '../../config/workspace';
import { METHODS } from '../protocol';
import type {
  DraftPolicyParams,
  DraftPolicyResult,
  SetUpFiles,
  SetUpFilesParams,
  SetUpOffer,
  SetUpParams,
} from '../protocol-set-up';
import { findingsByPolicy } from './by-policy';
import type { Folder } from './folder';
import { sameFolder } from './host';
import { routeTo } from './routing';
import type { Session } from './session';

const request = <P, R>(method: string) => new RequestType<P, R | null, void>(method);

/** What setting a workspace up, and writing a policy, ask of the server. Nothing is written here: the client shows it first. */
export function registerSetUp(connection: Connection, session: Session): void {
  const folderOf = (uri: string | undefined): Folder | undefined =>
    session.workspaceFolders.find((folder) => uri === undefined || sameFolder(folder.uri, uri));

  connection.onRequest(request<SetUpParams, SetUpOffer>(METHODS.setUp), async ({ folder: uri }, token) => {
    const folder = folderOf(uri);
    if (!folder) return null;
    // every file counts: which policies matter here, and which environments there are
    if (folder.files.scanned !== 'workspace')
      await folder.files.scan(
        '',
        () => token.isCancellationRequested,
        () => {},
      );
    return offerOf(folder);
  });

  connection.onRequest(request<SetUpFilesParams, SetUpFiles>(METHODS.setUpFiles), async (params) => {
    const folder = folderOf(params.folder);
    if (!folder) return null;
    const changes = [...setUp(params.decided, await ownFiles(folder)), ...(await routes(folder, params.decided))];
    return { files: changes.map((change) => ({ ...change, uri: folder.uriOf(change.path) })) };
  });

  connection.onRequest(request<DraftPolicyParams, DraftPolicyResult>(METHODS.draftPolicy), async (params) => {
    const folder = folderOf(params.folder);
    if (!folder) return null;
    const taken = new Set(folder.workspace.policies.all().map(({ id }) => id));
    const { path, snippet } = draftPolicy(params.title, params.decided, await ownFiles(folder), taken);
    return { uri: folder.uriOf(path), snippet };
  });
}

/** The pull request is where people agree: whoever answers for the policies sees each change of these files. */
async function routes(folder: Folder, { owner }: SetUp): Promise<readonly FileChange[]> {
  const route = await routeTo(folder, '.handrail/config.yaml', [owner?.codeowners]);
  if (!route) return [];
  const { path, before, added } = route;
  return [{ path, before, after: `${before ?? ''}${added}` }];
}

function offerOf(folder: Folder): SetUpOffer {
  const { policies, handles } = folder.workspace;
  const found = findingsByPolicy(folder);
  const offered = policies.all().map(({ id, title, statement, layers }) => ({
    id,
    title,
    statement,
    count: found.get(id)?.length ?? 0,
    own: layers.some(({ kind }) => kind === 'workspace'),
  }));
  return {
    folder: folder.uri,
    policies: offered.sort((a, b) => b.count - a.count),
    handles,
    environments: environmentsIn(folder.files.paths()),
  };
}

/** The folder's own files at its root, as the editor has them. */
async function ownFiles(folder: Folder): Promise<readonly TextFile[]> {
  const paths = [...folder.files.paths()].filter((path) => path.startsWith('.handrail/'));
  const files = await Promise.all(paths.map(async (path) => ({ path, text: await folder.files.text(path) })));
  return files.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
}
