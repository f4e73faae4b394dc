import { DiagnosticSeverity, type TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { SEVERITIES } from '../../facts';
import { DEFAULT_LEVELS, type Levels } from './diagnostics';
import { Folder, type FolderSettings } from './folder';
import type { Host } from './host';

/** The settings that the server reads, under `handrail.` */
export interface ServerSettings extends FolderSettings {
  readonly levels: Levels;
  readonly hoverPolicy: boolean;
}

const DEFAULTS: ServerSettings = {
  minimum: 'low',
  levels: DEFAULT_LEVELS,
  hardening: false,
  maxFileSize: 1_000_000,
  hoverPolicy: true,
  exclude: [],
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
  return {
    minimum,
    levels,
    hardening: root.audience === 'hardening',
    maxFileSize: maxFileSize > 0 ? maxFileSize * 1000 : DEFAULTS.maxFileSize,
    hoverPolicy: recordOf(root.hover).policy !== false,
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
  /** Milliseconds that the last reading of a uri took in the engine. */
  readonly durations = new Map<string, number>();
  /** Told when findings may have changed, with the uris of changed documents. */
  onChanged: (uris: readonly string[]) => void = () => {};
  /** Told when open files other than the one at hand show other findings now. */
  onOthersChanged: () => void = () => {};
  #folders: Folder[] = [];
  /** Files that lie in no folder: each directory is one. */
  readonly #loose = new Map<string, Folder>();
  readonly #opening = new Map<string, Promise<void>>();

  constructor(
    readonly host: Host,
    readonly documents: TextDocuments<TextDocument>,
  ) {}

  get folders(): readonly Folder[] {
    return [...this.#folders, ...this.#loose.values()];
  }

  #folder(uri: string): Folder {
    const folder = new Folder(uri, this.host);
    folder.configure(this.settings);
    return folder;
  }

  setFolders(uris: readonly string[]): void {
    this.#folders = uris.map((uri) => this.#folder(uri));
  }

  changeFolders(added: readonly string[], removed: readonly string[]): void {
    this.#folders = this.#folders.filter(({ uri }) => !removed.includes(uri));
    this.#folders.push(...added.map((uri) => this.#folder(uri)));
    this.onChanged([]);
    for (const document of this.documents.all()) void this.opened(document);
  }

  /** Whether anything is other than before. */
  configure(settings: ServerSettings): boolean {
    if (JSON.stringify(settings) === JSON.stringify(this.settings)) return false;
    this.settings = settings;
    for (const folder of this.folders) folder.configure(settings);
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
    const parent = uri.slice(0, uri.lastIndexOf('/'));
    let folder = this.#loose.get(parent);
    if (!folder) {
      folder = this.#folder(parent);
      this.#loose.set(parent, folder);
    }
    return { folder, path: folder.path(uri) ?? uri.slice(parent.length + 1) };
  }

  opened(document: TextDocument): Promise<void> {
    const { folder, path } = this.locate(document.uri);
    const opening = folder.opened(path, document.getText()).then(() => this.onChanged([document.uri]));
    this.#opening.set(document.uri, opening);
    return opening;
  }

  /** The text is taken at the next question; nothing is read while keys are pressed. */
  changed(document: TextDocument): void {
    this.#dirty.add(document.uri);
  }
  readonly #dirty = new Set<string>();

  async closed(document: TextDocument): Promise<void> {
    this.#dirty.delete(document.uri);
    this.#opening.delete(document.uri);
    this.durations.delete(document.uri);
    const { folder, path } = this.locate(document.uri);
    await folder.closed(path);
    this.announce(folder);
    this.onChanged([document.uri]);
  }

  async changedOutside(uris: readonly string[]): Promise<void> {
    for (const uri of uris) {
      const { folder, path } = this.locate(uri);
      await folder.changedOutside(path);
    }
    for (const folder of this.folders) this.announce(folder);
    this.onChanged(uris);
  }

  /** Tells of what changed in a folder since this was last called: each change once, or two open files would wake each other forever. */
  announce(folder: Folder, except?: string): void {
    const changed = folder.news();
    if (changed.length > 0) this.onChanged(changed.map((path) => folder.uriOf(path)));
    if (changed.some((path) => path !== except && folder.isOpen(path))) this.onOthersChanged();
  }

  /** A document with its current text in the engine, its neighbours read. */
  async current(uri: string): Promise<Located> {
    await this.#opening.get(uri);
    const located = this.locate(uri);
    for (const dirty of this.#dirty) {
      const document = this.documents.get(dirty);
      if (!document) continue;
      const { folder, path } = this.locate(dirty);
      const start = this.host.clock();
      folder.changed(path, document.getText());
      folder.report({ paths: [path] });
      this.durations.set(dirty, this.host.clock() - start);
    }
    this.#dirty.clear();
    return located;
  }
}
