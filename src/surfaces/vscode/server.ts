import type * as vscode from 'vscode';
import type { FindingsChanged, ScanProgress } from '../protocol';

/** The language server as views and commands see it. */
export interface Server extends vscode.Disposable {
  request<R>(method: string, params?: unknown, token?: vscode.CancellationToken): Promise<R>;
  readonly onFindingsChanged: vscode.Event<FindingsChanged>;
  readonly onScanProgress: vscode.Event<ScanProgress>;
  restart(): Promise<void>;
  showLog(): void;
}

/** Starts the server when somebody needs it for the first time; the entry itself stays small. */
export class LateServer {
  #starting: Promise<Server> | undefined;
  readonly #waiting: ((server: Server) => void)[] = [];

  constructor(private readonly start: () => Promise<Server>) {}

  get(): Promise<Server> {
    this.#starting ??= this.start().then((server) => {
      for (const tell of this.#waiting.splice(0)) tell(server);
      return server;
    });
    return this.#starting;
  }

  /** Called once, when the server has started; nobody is started for it. */
  whenStarted(tell: (server: Server) => void): void {
    if (this.#starting) void this.#starting.then(tell);
    else this.#waiting.push(tell);
  }

  get started(): boolean {
    return this.#starting !== undefined;
  }
}
