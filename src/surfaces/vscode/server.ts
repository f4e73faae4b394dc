import type * as vscode from 'vscode';
import type { FindingsChanged, ScanProgress } from '../protocol';

/** The language server as views and commands see it. */
export interface Server extends vscode.Disposable {
  request<R>(method: string, params?: unknown, token?: vscode.CancellationToken): Promise<R>;
  readonly onFindingsChanged: vscode.Event<FindingsChanged>;
  readonly onScanProgress: vscode.Event<ScanProgress>;
  /** True when it has started, again too; false when it has ended. */
  readonly onRunning: vscode.Event<boolean>;
  restart(): Promise<void>;
  showLog(): void;
}

/** Starts the server when somebody needs it for the first time; the entry itself stays small. */
export class LateServer {
  #starting: Promise<Server> | undefined;
  readonly #waiting: ((server: Server) => void)[] = [];
  readonly #failing: ((error: unknown) => void)[] = [];

  constructor(private readonly start: () => Promise<Server>) {}

  get(): Promise<Server> {
    this.#starting ??= this.#startNow();
    return this.#starting;
  }

  async #startNow(): Promise<Server> {
    try {
      const server = await this.start();
      for (const tell of this.#waiting.splice(0)) tell(server);
      return server;
    } catch (error) {
      this.#starting = undefined; // the next who asks tries again
      for (const tell of this.#failing) tell(error);
      throw error;
    }
  }

  /** Starts it again, or for the first time. */
  async restart(): Promise<void> {
    if (this.#starting) await (await this.#starting).restart();
    else await this.get();
  }

  /** Called once, when the server has started; nobody is started for it. */
  whenStarted(tell: (server: Server) => void): void {
    if (this.#starting) void this.#starting.then(tell, () => {});
    else this.#waiting.push(tell);
  }

  /** Called whenever a start has failed. */
  whenFailed(tell: (error: unknown) => void): void {
    this.#failing.push(tell);
  }
}
