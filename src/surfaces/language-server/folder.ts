import { loadWorkspace, speaksForWorkspace, type Workspace } from '../../config';
import { compileGlobs, type Globs } from '../../config/globs';
import { createEngine, type Engine, type FileState, type Report } from '../../engine';
import { bySeverity, type Severity } from '../../facts';
import type { Finding } from '../../findings/finding';
import type { AnyRule } from '../../rules/rule';
import { knownRules } from '../rule-cards';
import { FolderFiles } from './folder-files';
import { type Host, pathIn, uriOf } from './host';

/** Units of pending work between two rests. */
const SETTLED = 100;

/** What the editor's settings say about a folder. */
export interface FolderSettings {
  /** The least severity that is shown. */
  readonly minimum: Severity;
  readonly hardening: boolean;
  /** Globs of paths that are not read. */
  readonly exclude: readonly string[];
  /** In characters. */
  readonly maxFileSize: number;
}

let made = 0;

/** One workspace folder: its engine, its configuration, its files. */
export class Folder {
  /** Apart from every other folder, one of the same uri that was closed before included. */
  readonly serial = ++made;
  readonly engine: Engine;
  readonly files: FolderFiles;
  workspace: Workspace;
  /** Told when files were read that an exclusion held back before. */
  onLate: () => void = () => {};
  /** Grows whenever configuration, policies or owners may have become others. */
  configured = 0;
  /** Texts that speak for the workspace, without their credentials. */
  readonly #speaking = new Map<string, string>();
  #exclude: Globs = compileGlobs([]);
  #settings: FolderSettings = { minimum: 'low', hardening: false, exclude: [], maxFileSize: 1_000_000 };
  #told = { revision: -1, configured: 0 };

  constructor(
    readonly uri: string,
    private readonly host: Host,
    rules?: readonly AnyRule[],
    /** Folders of the workspace that lie in this one and speak for themselves. */
    readonly inner: readonly string[] = [],
  ) {
    this.engine = createEngine(rules);
    this.workspace = loadWorkspace([], knownRules);
    this.files = new FolderFiles(uri, host, inner, {
      take: (path, text) => this.#take(path, text),
      excludes: (path) => this.#excludes(path),
      settle: () => this.engine.settle(SETTLED),
    });
  }

  path(uri: string): string | undefined {
    return pathIn(this.uri, uri);
  }
  uriOf(path: string): string {
    return uriOf(this.uri, path);
  }

  async configure(settings: FolderSettings): Promise<void> {
    const before = this.#settings;
    this.#settings = settings;
    this.#exclude = compileGlobs(settings.exclude);
    this.engine.configure({ maxFileSize: settings.maxFileSize });
    this.#configure();
    if (before.maxFileSize !== settings.maxFileSize) await this.files.readAllAgain();
  }

  /** What became of a file, or undefined when it is not one that Handrail reads. */
  state(path: string): FileState | undefined {
    const state = this.engine.state(path);
    const bySetting = state && this.#exclude.matches(path);
    return bySetting ? { state: 'skipped', because: 'excluded by the setting handrail.exclude' } : state;
  }

  /** What is shown of a path, or of all that was read: the workspace's own word on the audience can only widen it. */
  findings(path?: string): readonly Finding[] {
    const { minimum, hardening } = this.#settings;
    const all = hardening || this.workspace.configuration.audience === 'hardening';
    return this.report(path === undefined ? {} : { paths: [path] }).findings.filter(
      ({ severity, audience }) => bySeverity(severity, minimum) <= 0 && (all || audience === 'everyone'),
    );
  }

  /** What is new since this was last called: paths whose findings changed, and whether what is said about them may have. */
  news(): Pick<Report, 'changed' | 'failures'> & { readonly reconfigured: boolean } {
    const { revision, changed, failures } = this.report({ paths: [], since: this.#told.revision });
    const reconfigured = this.#told.configured > 0 && this.configured !== this.#told.configured;
    this.#told = { revision, configured: this.configured };
    return { changed, failures, reconfigured };
  }

  /** The findings that are asked for, as of today. */
  report(request: { readonly paths?: readonly string[]; readonly since?: number } = {}): Report {
    return this.engine.report({ today: this.host.today(), ...request });
  }

  /** What a file's findings would be with another text; everything is as before afterwards. */
  trial(path: string, now: string, then: string): readonly Finding[] {
    this.engine.update(path, then);
    const { findings } = this.report({ paths: [path] });
    this.engine.update(path, now);
    return findings;
  }

  #take(path: string, text: string | undefined): boolean {
    this.engine.update(path, text);
    if (speaksForWorkspace(path)) this.#speaks(path, this.engine.quote(path) ?? text);
    return this.engine.state(path) !== undefined;
  }

  #speaks(path: string, text: string | undefined): void {
    if (this.#speaking.get(path) === text) return;
    if (text === undefined) this.#speaking.delete(path);
    else this.#speaking.set(path, text);
    this.#configure();
  }

  #configure(): void {
    const files = [...this.#speaking].map(([path, text]) => ({ path, text }));
    this.workspace = loadWorkspace(files, knownRules);
    this.configured++;
    const excluded = (path: string) => this.#excludes(path);
    this.engine.configure({ configuration: { ...this.workspace.configuration, excluded } });
    void this.files.readLate().then((read) => read && this.onLate());
  }

  #excludes(path: string): boolean {
    return this.workspace.configuration.excluded(path) || this.#exclude.matches(path);
  }
}
