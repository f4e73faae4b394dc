import { type Connection, RequestType } from 'vscode-languageserver';
import { METHODS } from '../protocol';
import type {
  KindParams,
  KindResult,
  ListFilesParams,
  ListFilesResult,
  ReadFileParams,
  ReadFileResult,
} from '../protocol-files';
import { type Host, uriOf } from './host';

const readFile = new RequestType<ReadFileParams, ReadFileResult, void>(METHODS.readFile);
const listFiles = new RequestType<ListFilesParams, ListFilesResult, void>(METHODS.listFiles);
const kindOfFile = new RequestType<KindParams, KindResult, void>(METHODS.kind);
const BATCH = 50;
/** What the client leaves out of its listings. */
const NEVER = /(?:^|\/)(?:\.git|\.hg|\.svn|node_modules|\.terraform|cdk\.out|\.terragrunt-cache)\//;

/** A host that sees the world through the client: virtual workspaces, and every workspace in a browser. */
export function clientHost(connection: Connection): Host {
  const list = async (folder: string, deep: boolean): Promise<readonly string[]> => {
    try {
      return (await connection.sendRequest(listFiles, { folder, deep })).paths;
    } catch {
      return []; // the client has no such thing, or is gone
    }
  };
  return {
    async read(uri) {
      try {
        return (await connection.sendRequest(readFile, { uri })).text;
      } catch {
        return undefined;
      }
    },
    async *list(folder, from) {
      const paths = from ? await list(uriOf(folder, from), true) : await list(folder, true);
      const whole = from ? paths.map((path) => `${from}/${path}`) : paths;
      for (let i = 0; i < whole.length; i += BATCH) yield whole.slice(i, i + BATCH);
    },
    passesOver: async (_, path) => NEVER.test(path),
    async kind(folder, path) {
      try {
        return (await connection.sendRequest(kindOfFile, { folder, path })).kind;
      } catch {
        return undefined;
      }
    },
    isNear: () => false,
    siblings: (folder) => list(folder, false),
    today: () => new Date().toISOString().slice(0, 10),
    clock: () => performance.now(),
    breathe: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}
