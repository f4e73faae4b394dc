import {
  loadWorkspace,
  ownFile,
  type PackFiles,
  speaksForWorkspace,
  type Workspace,
  workspaceLoader,
} from '../../config';
import { compileGlobs, type Globs } from '../../config/globs';
import { createEngine, type Engine, type FileState, type Report } from '../../engine';
import { bySeverity, text } from '../../facts';
import type { Finding } from '../../findings/finding';
import type { WaiverStatus } from '../../findings/waiver-status';
import type { AnyRule } from '../../rules/rule';
import { knownRules } from '../rule-cards';
import { FolderFiles } from './folder-files';
import { FOLDER_DEFAULTS, type FolderSettings } from './folder-settings';
import { type Host, pathIn, uriOf } from './host';
import { workspaceInLanguage } from './in-language';
import { NamedFiles } from './named-files';
import { packsOnOffer, readPack } from './pack-files';

/** Units of pending work between two rests: a few milliseconds of it, so that nobody waits long. */
export const SETTLED = 25;

let made = 0;

/** One workspace folder: its engine, its configuration, its files. */
export class Folder {
  /** Apart from every other folder, one of the same uri that was closed before included. */
  readonly serial = ++made;
  readonly engine: Engine;
  readonly files: FolderFiles;
  /** What the folder's own files say, in English; `workspace` has the built-in policies in the reader's language. */
  english: Workspace;
  workspace: Workspace;
  /** Told when files were read that an exclusion held back before. */
  onLate: () => void = () => {};
  /** Grows whenever configuration, policies or owners may have become others. */
  configured = 0;
  /** Texts that speak for the workspace, without their credentials. */
  readonly #speaking = new Map<string, string>();
  readonly #load = workspaceLoader(knownRules);
  /** What lies in the folders in which packs may lie, and those of them that are to be looked at again. */
  readonly #packs: Map<string, PackFiles extends ReadonlyMap<string, infer F> ? F : never> = new Map();
  readonly #stale = new Set<string>();
  readonly #named: NamedFiles;
  /** Files that are larger than the setting allows, and whether they would be read otherwise. */
  readonly #tooLarge = new Map<string, boolean>();
  #reading: Promise<void> = Promise.resolve();
  #exclude: Globs = compileGlobs([]);
  #settings = FOLDER_DEFAULTS;
  #told = { revision: -1, configured: 0 };

  constructor(
    readonly uri: string,
    private readonly host: Host,
    rules?: readonly AnyRule[],
    /** Folders of the workspace that lie in this one and speak for themselves. */
    readonly inner: readonly string[] = [],
    /** No folder of the workspace, but the one that a file outside of all lies in. */
    private readonly isLoose = false,
  ) {
    this.engine = createEngine(rules);
    this.english = loadWorkspace([], knownRules);
    this.workspace = workspaceInLanguage(this.english);
    this.#named = new NamedFiles(this.engine, (paths) => this.files.readNamed(paths));
    this.files = new FolderFiles(uri, host, inner, {
      take: (path, text) => this.#take(path, text),
      excludes: (path) => this.#excludes(path),
      names: (path) => this.#named.includes(path),
      settle: () => this.engine.settle(SETTLED),
      ready: () => this.ready(),
      reaches: () => !this.isLoose && host.isNear(uri),
      late: () => this.onLate(),
    });
  }

  get today(): string {
    return this.host.today();
  }
  /** What lies at a path of the folder, if it lies inside. */
  kind(path: string): Promise<'file' | 'folder' | undefined> {
    return this.host.kind(this.uri, path);
  }
  packsOnOffer(): Promise<readonly string[]> {
    return packsOnOffer(this.host, this.uri);
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
    this.engine.configure({ maxFileSize: settings.maxFileSize, warnDays: settings.warnDays });
    this.#configure();
    if (before.maxFileSize !== settings.maxFileSize) await this.files.readAllAgain();
  }

  /** What became of a file, or undefined when it is not one that Handrail reads. */
  state(path: string): FileState | undefined {
    const state = this.#tooLarge.get(path) === false ? undefined : this.engine.state(path);
    const bySetting = state && this.#exclude.matches(path);
    return bySetting ? { state: 'skipped', because: text`excluded by the setting ${'handrail.exclude'}` } : state;
  }

  /** Whether findings of hardening are asked for, by the settings or by the workspace. */
  get hardening(): boolean {
    return this.#settings.hardening || this.workspace.configuration.audience === 'hardening';
  }

  /** Files that would be read, were they smaller. */
  get tooLarge(): readonly string[] {
    return [...this.#tooLarge].flatMap(([path, isOurs]) => (isOurs ? [path] : [])).sort();
  }

  /** What is shown of a path, or of all that was read: the workspace's own word on the audience can only widen it. */
  findings(path?: string): readonly Finding[] {
    const { minimum } = this.#settings;
    const all = this.hardening;
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
    const report = this.engine.report({ today: this.today, ...request });
    this.#named.look(() => this.onLate());
    return report;
  }

  /**
   * Waivers of ours, all or those written in a path; which are unused is known when the whole folder was read, without
   * what only this editor leaves out.
   */
  waivers(path?: string): readonly WaiverStatus[] {
    const whole = this.files.scanned === 'workspace' && this.#settings.exclude.length === 0;
    return this.engine.waivers({ today: this.today, path, whole });
  }

  /** Paths of the files that speak for the folder, as far as they were read. */
  get speaking(): readonly string[] {
    return [...this.#speaking.keys()];
  }

  /** What the files that speak for the folder would say if one of them had another text. */
  workspaceWith(path: string, text: string): Workspace {
    const files = [...new Map(this.#speaking).set(path, text)].map(([name, said]) => ({ path: name, text: said }));
    return workspaceInLanguage(this.#load(files, this.#packs));
  }

  /** What a file's findings would be with another text; everything is as before afterwards. */
  trial(path: string, now: string, then: string): readonly Finding[] {
    this.engine.update(path, then);
    const { findings } = this.report({ paths: [path] });
    this.engine.update(path, now);
    return findings;
  }

  #take(path: string, text: string | undefined): boolean {
    this.#tooLarge.delete(path);
    if (text !== undefined && text.length > this.#settings.maxFileSize) {
      this.engine.update(path, text.slice(0, this.#settings.maxFileSize));
      this.#tooLarge.set(path, this.engine.state(path) !== undefined);
    }
    this.engine.update(path, text);
    if (speaksForWorkspace(path) || this.workspace.fileAt(path)) this.#speaks(path, this.engine.quote(path) ?? text);
    if (text === undefined && this.workspace.fileAt(path)?.pack !== undefined) this.touched(path);
    return this.state(path) !== undefined;
  }

  #speaks(path: string, text: string | undefined): void {
    if (this.#speaking.get(path) === text) return;
    if (text === undefined) this.#speaking.delete(path);
    else this.#speaking.set(path, text);
    this.#configure();
  }

  /** Something was written or removed: packs that it may belong to are looked at again, and all when a configuration was. */
  touched(path: string): void {
    const isConfig = ownFile(path)?.kind === 'config';
    for (const pack of this.workspace.packFolders) {
      const concerns = path === pack || path.startsWith(`${pack}/`) || pack.startsWith(`${path}/`);
      if (isConfig || concerns) this.#stale.add(pack);
    }
  }

  /** Ends when the packs that the configuration names were read; what was read before holds until then. */
  ready(): Promise<void> {
    const wanted = this.workspace.packFolders.filter((pack) => !this.#packs.has(pack) || this.#stale.has(pack));
    if (wanted.length > 0) this.#reading = this.#reading.then(() => this.#readPacks(wanted));
    return this.#reading;
  }

  async #readPacks(wanted: readonly string[]): Promise<void> {
    const due = wanted.filter((pack) => !this.#packs.has(pack) || this.#stale.has(pack));
    for (const pack of due) {
      this.#stale.delete(pack);
      this.#packs.set(pack, await readPack(this.host, this.uri, pack));
    }
    for (const pack of this.#packs.keys()) if (!this.workspace.packFolders.includes(pack)) this.#packs.delete(pack);
    if (due.length === 0) return;
    this.#configure();
    for (const path of this.files.openPaths()) {
      if (this.workspace.fileAt(path)?.pack !== undefined) this.#speaks(path, this.engine.quote(path));
    }
    this.onLate();
  }

  #configure(): void {
    const files = [...this.#speaking].map(([path, text]) => ({ path, text }));
    const inEditor = (path: string, text: string) => ({ path, text: this.#speaking.get(path) ?? text });
    const packs = [...this.#packs].map(
      ([pack, inside]) => [pack, inside?.map(({ path, text }) => inEditor(path, text))] as const,
    );
    this.english = this.#load(files, new Map(packs));
    this.workspace = workspaceInLanguage(this.english);
    this.configured++;
    const excluded = (path: string) => this.#excludes(path);
    this.engine.configure({ configuration: { ...this.workspace.configuration, excluded } });
    void this.files.readLate().then((read) => read && this.onLate());
    void this.ready();
  }

  #excludes(path: string): boolean {
    return this.workspace.configuration.excluded(path) || this.#exclude.matches(path);
  }
}
