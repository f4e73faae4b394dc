import { loadWorkspace, type Workspace } from '../../config';
import { compileGlobs, type Globs } from '../../config/globs';
import { createEngine, type Engine, type Report } from '../../engine';
import { bySeverity, type Severity } from '../../facts';
import type { Finding } from '../../findings/finding';
import { knownRules } from '../rule-cards';
import { type Host, pathIn, uriOf } from './host';

/** Units of pending work between two rests. */
const SETTLED = 200;

/** Files that say something about a workspace as a whole, read before anything else. */
const isConfiguration = (path: string): boolean =>
  /(^|\/)\.handrail\/(config\.ya?ml|policies\/[^/]+\.ya?ml)$/.test(path) ||
  /^(\.github\/|docs\/)?CODEOWNERS$/.test(path);

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

/** One workspace folder: its engine, its configuration, and which of its files were read. */
export class Folder {
  readonly engine: Engine = createEngine();
  scanned: 'open' | 'workspace' | 'partial' = 'open';
  workspace: Workspace;
  readonly #configuration = new Map<string, string>();
  readonly #open = new Map<string, string>();
  readonly #read = new Set<string>();
  /** Those of the files that say something to Handrail. */
  readonly #counted = new Set<string>();
  readonly #neighbours = new Map<string, Promise<void>>();
  #exclude: Globs = compileGlobs([]);
  #settings: FolderSettings = { minimum: 'low', hardening: false, exclude: [], maxFileSize: 1_000_000 };
  #loaded: Promise<void> | undefined;

  constructor(
    readonly uri: string,
    private readonly host: Host,
  ) {
    this.workspace = loadWorkspace([], knownRules);
  }

  path(uri: string): string | undefined {
    return pathIn(this.uri, uri);
  }
  uriOf(path: string): string {
    return uriOf(this.uri, path);
  }
  isOpen(path: string): boolean {
    return this.#open.has(path);
  }
  openPaths(): readonly string[] {
    return [...this.#open.keys()];
  }
  get filesRead(): number {
    return this.#counted.size;
  }

  configure(settings: FolderSettings): void {
    this.#settings = settings;
    this.#exclude = compileGlobs(settings.exclude);
    this.engine.configure({ maxFileSize: settings.maxFileSize });
    this.#configure();
  }

  /** Whether the editor's settings leave a path out. */
  excludedBySetting(path: string): boolean {
    return this.#exclude.matches(path);
  }

  /** What is shown of a path, or of all that was read: the workspace's own word on the audience can only widen it. */
  findings(path?: string): readonly Finding[] {
    const { minimum, hardening } = this.#settings;
    const all = hardening || this.workspace.configuration.audience === 'hardening';
    return this.report(path === undefined ? {} : { paths: [path] }).findings.filter(
      ({ severity, audience }) => bySeverity(severity, minimum) <= 0 && (all || audience === 'everyone'),
    );
  }

  /** Paths whose findings changed since this was last called. */
  news(): readonly string[] {
    const { revision, changed } = this.report({ paths: [], since: this.#told });
    this.#told = revision;
    return changed;
  }
  #told = -1;

  /** The findings that are asked for, as of today. */
  report(request: { readonly paths?: readonly string[]; readonly since?: number } = {}): Report {
    return this.engine.report({ today: this.host.today(), ...request });
  }

  /** An editor's text of a file; it wins over what is on disk until it is closed. */
  async opened(path: string, text: string): Promise<void> {
    this.#open.set(path, text);
    await this.#ready();
    await this.#readNeighbours(path);
    const current = this.#open.get(path);
    if (current !== undefined) this.#take(path, current);
  }

  changed(path: string, text: string): void {
    this.#open.set(path, text);
    this.#take(path, text);
  }

  async closed(path: string): Promise<void> {
    this.#open.delete(path);
    this.#take(path, await this.host.read(this.uriOf(path)));
  }

  /** Something outside the editor wrote or removed a file. Files nobody asked for so far stay unread. */
  async changedOutside(path: string): Promise<void> {
    if (this.#open.has(path)) return;
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    const wanted = this.#read.has(path) || this.#neighbours.has(folder) || this.scanned !== 'open';
    if (wanted || isConfiguration(path)) this.#take(path, await this.host.read(this.uriOf(path)));
  }

  /** Reads the whole folder, open files' texts kept. Rests between files; stops when told to. */
  async scan(cancelled: () => boolean, progress: (read: number) => void): Promise<void> {
    await this.#ready();
    for await (const batch of this.host.list(this.uri)) {
      for (const path of batch) {
        if (cancelled()) break;
        await this.#readOnce(path);
      }
      // now, so that whoever asks for findings meanwhile waits for a batch and not for everything
      while (!cancelled() && !this.engine.settle(SETTLED)) await this.host.breathe();
      progress(this.filesRead);
      await this.host.breathe();
      if (cancelled()) break;
    }
    this.scanned = cancelled() ? 'partial' : 'workspace';
  }

  async #readOnce(path: string): Promise<void> {
    if (this.#read.has(path) || this.#open.has(path) || this.#excludes(path)) return;
    const text = await this.host.read(this.uriOf(path));
    if (text !== undefined && !this.#open.has(path)) this.#take(path, text);
  }

  #ready(): Promise<void> {
    this.#loaded ??= this.#loadConfiguration();
    return this.#loaded;
  }

  async #loadConfiguration(): Promise<void> {
    const places = ['.handrail', '.handrail/policies', '', '.github', 'docs'];
    for (const place of places) {
      for (const name of await this.host.siblings(place ? this.uriOf(place) : this.uri)) {
        const path = place ? `${place}/${name}` : name;
        if (!isConfiguration(path)) continue;
        const text = await this.host.read(this.uriOf(path));
        if (text !== undefined) this.#configuration.set(path, text);
      }
    }
    this.#configure();
  }

  /** The files beside an open one: a Terraform module is its directory. */
  #readNeighbours(path: string): Promise<void> {
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    let reading = this.#neighbours.get(folder);
    if (!reading) {
      reading = this.#readAll(folder);
      this.#neighbours.set(folder, reading);
    }
    return reading;
  }

  async #readAll(folder: string): Promise<void> {
    for (const name of await this.host.siblings(folder ? this.uriOf(folder) : this.uri)) {
      await this.#readOnce(folder ? `${folder}/${name}` : name);
    }
  }

  #take(path: string, text: string | undefined): void {
    if (text === undefined) this.#read.delete(path);
    else this.#read.add(path);
    this.engine.update(path, text);
    if (this.engine.state(path)) this.#counted.add(path);
    else this.#counted.delete(path);
    if (!isConfiguration(path)) return;
    if (text === undefined) this.#configuration.delete(path);
    else this.#configuration.set(path, text);
    this.#configure();
  }

  #configure(): void {
    const files = [...this.#configuration].map(([path, text]) => ({ path, text }));
    this.workspace = loadWorkspace(files, knownRules);
    const excluded = (path: string) => this.#excludes(path);
    this.engine.configure({ configuration: { ...this.workspace.configuration, excluded } });
  }

  #excludes(path: string): boolean {
    return this.workspace.configuration.excluded(path) || this.#exclude.matches(path);
  }
}
