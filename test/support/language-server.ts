import { PassThrough } from 'node:stream';
import {
  type CodeAction,
  CodeActionRequest,
  type CompletionItem,
  CompletionRequest,
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  DefinitionRequest,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type Location,
  LogMessageNotification,
  type Position,
  type ProtocolConnection,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { AnyRule } from '../../src/rules/rule';
import type { Host } from '../../src/surfaces/language-server/host';
import { startServer } from '../../src/surfaces/language-server/server';
import { type FindingsChanged, METHODS, type ScanProgress } from '../../src/surfaces/protocol';
import { textLines } from '../../src/surfaces/text-lines';

export const ROOT = 'file:///shop';

/** Files of a workspace whose policy takes a comment for a waiver of high severity. */
export const COMMENTS_DO = {
  '.handrail/policies/doors.yaml':
    'version: 1\nextends: doors-are-few-and-guarded\nexception: { inline: high, longest: { high: 90 } }\n',
};

/** What a test decides about the world of a server. */
export interface World {
  /** Texts on disk, by paths below `ROOT` or by whole uris. */
  readonly files?: Readonly<Record<string, string>> | ReadonlyMap<string, string>;
  readonly folders?: readonly string[];
  readonly settings?: object;
  readonly rules?: readonly AnyRule[];
  readonly today?: string;
  readonly capabilities?: object;
  /** Texts in another language by their English ones. */
  readonly l10n?: Readonly<Record<string, string>>;
  /** Paths that a listing leaves out. */
  readonly ignored?: RegExp;
}

const decoded = (uri: string): string => decodeURIComponent(uri);
export const uriOf = (path: string): string =>
  /^[\w+.-]+:/.test(path) ? path : `${ROOT}/${path.split('/').map(encodeURIComponent).join('/')}`;

/** Files in memory, by decoded uris. */
class MemoryHost implements Host {
  readonly files = new Map<string, string>();
  /** Uris in the order in which they were read. */
  readonly reads: string[] = [];
  now = '2026-03-01';
  ignored = /(?:^|\/)node_modules\//;
  /** Paths behind links that lead out. */
  linked = /(?!)/;
  /** Held reads wait for this. */
  hold: Promise<void> | undefined;

  async read(uri: string): Promise<string | undefined> {
    this.reads.push(uri);
    const text = this.files.get(decoded(uri));
    await this.hold;
    return text;
  }
  async *list(folder: string, from?: string): AsyncIterable<readonly string[]> {
    const base = `${decoded(folder)}/`;
    const paths = [...this.files.keys()].filter((uri) => uri.startsWith(base)).map((uri) => uri.slice(base.length));
    const wanted = paths.filter((path) => !this.ignored.test(path) && (!from || path.startsWith(`${from}/`))).sort();
    for (let i = 0; i < wanted.length; i += 2) yield wanted.slice(i, i + 2);
  }
  async passesOver(_folder: string, path: string): Promise<boolean> {
    return this.ignored.test(path);
  }
  async kind(folder: string, path: string): Promise<'file' | 'folder' | undefined> {
    const uri = `${decoded(folder)}/${path}`;
    if (this.files.has(uri)) return this.linked.test(path) ? undefined : 'file';
    const isFolder = [...this.files.keys()].some((known) => known.startsWith(`${uri}/`));
    return isFolder && !this.linked.test(path) ? 'folder' : undefined;
  }
  isNear = () => true;
  async siblings(folder: string): Promise<readonly string[]> {
    const base = folder.endsWith(':') ? folder : `${decoded(folder)}/`;
    const below = [...this.files.keys()].filter((uri) => uri.startsWith(base)).map((uri) => uri.slice(base.length));
    return below.filter((path) => !path.includes('/'));
  }
  today = () => this.now;
  clock = () => 0;
  breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
}

/** A diagnostic as Handrail tells it. */
export type Told = Diagnostic & { readonly message: string };

/** A running server and a client that talks to it over the real protocol. */
export class Client {
  readonly host = new MemoryHost();
  refreshes = 0;
  readonly log: string[] = [];
  readonly changes: { readonly uris: readonly string[] }[] = [];
  readonly progress: number[] = [];
  readonly #texts = new Map<string, { text: string; version: number }>();
  #onRefresh: () => void = () => {};

  constructor(
    readonly connection: ProtocolConnection,
    public settings: object,
  ) {}

  static async start(world: World = {}): Promise<Client> {
    const up = new PassThrough();
    const down = new PassThrough();
    const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const client = new Client(connection, world.settings ?? {});
    for (const [path, text] of world.files instanceof Map ? world.files : Object.entries(world.files ?? {})) {
      client.host.files.set(decoded(uriOf(path)), text);
    }
    if (world.today) client.host.now = world.today;
    if (world.ignored) client.host.ignored = world.ignored;
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => client.settings));
    connection.onRequest(RegistrationRequest.type, () => {});
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      client.refreshes++;
      client.#onRefresh();
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => {
      client.log.push(message);
    });
    connection.onNotification(METHODS.findingsChanged, (told: FindingsChanged) => {
      client.changes.push(told);
    });
    connection.onNotification(METHODS.scanProgress, ({ read }: ScanProgress) => {
      client.progress.push(read);
    });
    connection.listen();
    startServer(createConnection(up, down), client.host, world.rules);
    const folders = (world.folders ?? [ROOT]).map((uri) => ({ uri, name: uri }));
    await connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      workspaceFolders: folders,
      locale: 'de',
      initializationOptions: { l10n: world.l10n },
      capabilities: world.capabilities ?? {
        workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
      },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    if (!world.capabilities) await client.until(() => client.log.some((line) => line.includes('is ready')));
    return client;
  }

  /** Lets messages pass until something holds; a test that waits in vain ends by its own time limit. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  /** Lets everything that is under way come to its end: the server answers in order. */
  async quiet(): Promise<void> {
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    await this.ask(METHODS.rules, undefined);
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  }
  nextRefresh(): Promise<void> {
    return new Promise((resolve) => {
      this.#onRefresh = resolve;
    });
  }

  async open(path: string, text = this.host.files.get(decoded(uriOf(path))) ?? ''): Promise<string> {
    const uri = uriOf(path);
    this.#texts.set(uri, { text, version: 1 });
    const textDocument = { uri, languageId: 'terraform', version: 1, text };
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
    return uri;
  }
  text(path: string): string {
    return this.#texts.get(uriOf(path))!.text;
  }
  async change(path: string, text: string): Promise<void> {
    const uri = uriOf(path);
    const version = this.#texts.get(uri)!.version + 1;
    this.#texts.set(uri, { text, version });
    const textDocument = { uri, version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [{ text }],
    });
  }
  close(path: string): Promise<void> {
    return this.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: uriOf(path) },
    });
  }
  /** Writes or removes files outside of the editor. */
  async outside(files: Readonly<Record<string, string | undefined>>, told = Object.keys(files)): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      if (text === undefined) this.host.files.delete(decoded(uriOf(path)));
      else this.host.files.set(decoded(uriOf(path)), text);
    }
    const changes = told.map((path) => ({ uri: uriOf(path), type: 2 as const }));
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }
  async configure(settings: object): Promise<void> {
    this.settings = settings;
    await this.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }
  async folders(added: readonly string[], removed: readonly string[] = []): Promise<void> {
    const named = (uris: readonly string[]) => uris.map((uri) => ({ uri, name: uri }));
    const event = { added: named(added), removed: named(removed) };
    await this.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event });
  }

  pull(path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: uriOf(path) },
      previousResultId,
    });
  }
  /** Diagnostics whose messages are plain sentences, as ours are. */
  async diagnostics(path: string): Promise<readonly Told[]> {
    const report = await this.pull(path);
    const items = report.kind === 'full' ? report.items : [];
    return items.map((item) => {
      if (typeof item.message !== 'string') throw new Error('a message with markup');
      return { ...item, message: item.message };
    });
  }
  /** Rules of the diagnostics of a file, in order. */
  async rules(path: string): Promise<readonly unknown[]> {
    return (await this.diagnostics(path)).map(({ code }) => code);
  }

  async hover(path: string, position: Position): Promise<string> {
    const hover: Hover | null = await this.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uriOf(path) },
      position,
    });
    return hover ? (hover.contents as { value: string }).value : '';
  }
  async actions(path: string, at: Position, only?: string[]): Promise<readonly CodeAction[]> {
    const params = { textDocument: { uri: uriOf(path) }, range: { start: at, end: at } };
    const found = await this.connection.sendRequest(CodeActionRequest.type, {
      ...params,
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
    return (found ?? []) as CodeAction[];
  }
  /** The uri that going to the definition leads to. */
  async definition(path: string, position: Position): Promise<string | undefined> {
    const params = { textDocument: { uri: uriOf(path) }, position };
    const found = await this.connection.sendRequest(DefinitionRequest.type, params);
    return (found as Location | null)?.uri;
  }
  async completions(path: string, position: Position): Promise<readonly CompletionItem[]> {
    const found = await this.connection.sendRequest(CompletionRequest.type, {
      textDocument: { uri: uriOf(path) },
      position,
    });
    return Array.isArray(found) ? found : (found?.items ?? []);
  }
  ask<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }
  /** Applies an edit to the open texts, as an editor would. */
  async apply({ changes = {} }: WorkspaceEdit): Promise<void> {
    for (const [uri, edits] of Object.entries(changes)) {
      const { text } = this.#texts.get(uri)!;
      await this.change(uri, edited(text, edits));
    }
  }
}

export function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = textLines(text);
  const spans = edits.map(({ range, newText }) => ({
    start: lines.offsetAt(range.start),
    end: lines.offsetAt(range.end),
    newText,
  }));
  return spans
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}

/** Where a piece of a text begins. */
export function placeOf(text: string, piece: string): Position {
  const offset = text.indexOf(piece);
  if (offset < 0) throw new Error(`${piece} does not stand in the text`);
  return textLines(text).positionAt(offset);
}
/** What a range covers. */
export function covered(text: string, { range }: Pick<Diagnostic, 'range'>): string {
  const lines = textLines(text);
  return text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end));
}

export const SSH = (cidr = '"0.0.0.0/0"') =>
  `resource "aws_security_group" "bastion" {\n  ingress {\n    from_port   = 22\n    to_port     = 22\n    protocol    = "tcp"\n    cidr_blocks = [${cidr}]\n  }\n}\n`;
