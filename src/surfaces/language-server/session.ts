import { DiagnosticSeverity, type TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { ownFile } from '../../config';
import { SEVERITIES } from '../../facts';
import type { AnyRule } from '../../rules/rule';
import { DEFAULT_LEVELS, type Levels } from './diagnostics';
import { Folder } from './folder';
import { FOLDER_DEFAULTS, type FolderSettings } from './folder-settings';
import { type Host, parentOf, pathIn, sameFolder } from './host';

/** The settings that the server reads, under `handrail.` */
export interface ServerSettings extends FolderSettings {
  readonly levels: Levels;
  readonly hoverPolicy: boolean;
  /** Whether a line stands above each resource with findings. */
  readonly codeLens: boolean;
}

const DEFAULTS: ServerSettings = {
  ...FOLDER_DEFAULTS,
  levels: DEFAULT_LEVELS,
  hoverPolicy: true,
  codeLens: false,
};

const LEVELS: Readonly<Record<string, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Settings as the client gives them; whatever is not of the right kind is as if it were not set. */
export function settingsFrom(given: unknown): ServerSettings {
  const root = recordOf(given);
  const severity = recordOf(root.severity);
  const levels = { ...DEFAULT_LEVELS };
  for (const [name, level] of Object.entries(recordOf(severity.levels))) {
    const known = LEVELS[String(level)];
    if (known !== undefined && name in levels) levels[name as keyof typeof levels] = known;
  }
  const minimum = SEVERITIES.find((word) => word === severity.minimum) ?? DEFAULTS.minimum;
  const maxFileSize = Number(root.maxFileSize);
  const warnDays = Number(recordOf(root.waivers).warnDays ?? Number.NaN);
  return {
    minimum,
    levels,
    hardening: root.audience === 'hardening',
    maxFileSize: maxFileSize > 0 ? maxFileSize * 1000 : DEFAULTS.maxFileSize,
    warnDays: warnDays >= 0 ? warnDays : DEFAULTS.warnDays,
    hoverPolicy: recordOf(root.hover).policy !== false,
    codeLens: root.codeLens === true,
    exclude: Array.isArray(root.exclude) ? root.exclude.filter((glob) => typeof glob === 'string') : [],
  };
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** A document in its folder. */
export interface Located {
  readonly folder: Folder;
  readonly path: string;
}

/** Everything between the protocol and the engines: one engine for each workspace folder, open documents, settings. */
export class Session {
  settings = DEFAULTS;
  /** Whether the editor knows places to fill in. */
  snippets = false;
  /** Grows with each change of the settings. */
  settingsSerial = 0;
  /** Milliseconds that the last reading of a uri took in the engine. */
  readonly durations = new Map<string, number>();
  /** Told when findings may have changed, with the uris of changed documents. */
  onChanged: (uris: readonly string[]) => void = () => {};
  /** Told when open files other than the one at hand show other findings now. */
  onOthersChanged: () => void = () => {};
  /** Told once of each stage that threw. */
  onFailure: (sentence: string) => void = () => {};
  #folders: readonly Folder[] = [];
  /** Files that lie in no folder: each directory is one. */
  readonly #loose = new Map<string, Folder>();
  readonly #opening = new Map<string, Promise<void>>();
  /** Documents whose text was not taken yet: that happens at the next question, nothing is read while keys are pressed. */
  readonly #dirty = new Set<string>();
  readonly #failed = new Set<string>();
  #outside: Promise<void> = Promise.resolve();

  constructor(
    readonly host: Host,
    readonly documents: TextDocuments<TextDocument>,
    private readonly rules?: readonly AnyRule[],
  ) {}

  get folders(): readonly Folder[] {
    return [...this.#folders, ...this.#loose.values()];
  }
  get workspaceFolders(): readonly Folder[] {
    return this.#folders;
  }

  #folder(uri: string, inner: readonly string[] = [], isLoose = false): Folder {
    const folder = new Folder(uri, this.host, this.rules, inner, isLoose);
    void folder.configure(this.settings);
    folder.onLate = () => this.announce(folder);
    return folder;
  }

  /** The workspace's folders. One that others lie in leaves those to them, so that each file is read once. */
  setFolders(uris: readonly string[]): void {
    const before = this.#folders;
    this.#folders = uris.map((uri) => {
      const inner = uris.filter((other) => pathIn(uri, other) !== undefined);
      const same = before.find((folder) => folder.uri === uri && folder.inner.join() === inner.join());
      return same ?? this.#folder(uri, inner);
    });
    this.#loose.clear();
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    const gone = (uri: string) => removed.some((other) => sameFolder(uri, other));
    this.setFolders([...this.#folders.map(({ uri }) => uri).filter((uri) => !gone(uri)), ...added]);
    for (const document of this.documents.all()) {
      const { folder, path } = this.locate(document.uri);
      if (!folder.files.isOpen(path)) void this.opened(document);
    }
    this.onChanged([]);
    this.onOthersChanged();
  }

  /** Whether anything is other than before. */
  async configure(settings: ServerSettings): Promise<boolean> {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return false;
    this.settings = settings;
    this.settingsSerial++;
    for (const folder of this.folders) await folder.configure(settings);
    this.onChanged([]);
    return true;
  }

  /** The folder of a uri, the innermost where folders lie in each other; a folder of its own for loose files. */
  locate(uri: string): Located {
    const found = this.#folders
      .flatMap((folder) => {
        const path = folder.path(uri);
        return path === undefined ? [] : [{ folder, path }];
      })
      .sort((a, b) => a.path.length - b.path.length)[0];
    if (found) return found;
    const parent = parentOf(uri);
    const folder = this.#loose.get(parent) ?? this.#folder(parent, [], true);
    return { folder, path: folder.path(uri) ?? uri };
  }

  opened(document: TextDocument): Promise<void> {
    const { uri } = document;
    const { folder, path } = this.locate(uri);
    if (!this.#folders.includes(folder)) this.#loose.set(folder.uri, folder);
    const text = document.getText();
    const opening = folder.files.opened(path, text).then(() => {
      if (this.#opening.get(uri) === opening) this.#opening.delete(uri);
      this.#timed(uri, () => folder.report({ paths: [path] }));
      if (document.getText() === text) this.#dirty.delete(uri);
      this.announce(folder, path);
      this.onChanged([uri]);
    });
    this.#opening.set(uri, opening);
    return opening;
  }

  changed(document: TextDocument): void {
    this.#dirty.add(document.uri);
  }

  async closed({ uri }: TextDocument): Promise<void> {
    this.#dirty.delete(uri);
    this.#opening.delete(uri);
    this.durations.delete(uri);
    const { folder, path } = this.locate(uri);
    await folder.files.closed(path);
    if (folder.files.openPaths().length === 0) this.#loose.delete(folder.uri);
    this.announce(folder);
    this.onChanged([uri]);
  }

  /** One change after the other, so that what was read first never comes last. */
  changedOutside(uris: readonly string[]): Promise<void> {
    this.#outside = this.#outside.then(async () => {
      const touched = new Set<Folder>();
      for (const uri of uris) {
        const { folder, path } = this.locate(uri);
        if (!this.folders.includes(folder)) continue;
        await folder.files.changedOutside(path);
        folder.touched(path);
        touched.add(folder);
      }
      for (const folder of touched) {
        await folder.files.readRelated();
        await folder.ready();
        this.announce(folder);
      }
    });
    return this.#outside;
  }

  /** Tells of what changed in a folder since this was last called: each change once, or two open files would wake each other forever. */
  announce(folder: Folder, except?: string): void {
    const { changed, reconfigured, failures } = folder.news();
    for (const { where, path, message } of failures) {
      const sentence = `${path}: ${where} failed: ${message}`;
      if (!this.#failed.has(sentence)) this.onFailure(sentence);
      this.#failed.add(sentence);
    }
    if (changed.length > 0 || reconfigured) this.onChanged(changed.map((path) => folder.uriOf(path)));
    const others = reconfigured ? folder.files.openPaths() : changed.filter((path) => folder.files.isOpen(path));
    // whether a waiver is needed hangs on the findings of every file
    const waivers =
      changed.length > 0 ? folder.files.openPaths().filter((path) => ownFile(path)?.kind === 'waivers') : [];
    if ([...others, ...waivers].some((path) => path !== except)) this.onOthersChanged();
  }

  /** A document with its current text in the engine, its neighbours read. */
  async current(uri: string): Promise<Located> {
    await this.#opening.get(uri);
    for (const dirty of [...this.#dirty]) {
      if (this.#opening.has(dirty)) continue; // its text is taken when its neighbours are there
      this.#dirty.delete(dirty);
      const document = this.documents.get(dirty);
      if (!document) continue;
      const { folder, path } = this.locate(dirty);
      this.#timed(dirty, () => {
        folder.files.changed(path, document.getText());
        folder.report({ paths: [path] });
      });
    }
    return this.locate(uri);
  }

  #timed(uri: string, work: () => void): void {
    const start = this.host.clock();
    work();
    this.durations.set(uri, this.host.clock() - start);
  }
}
