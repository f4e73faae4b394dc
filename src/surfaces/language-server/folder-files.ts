import { foldersThatSpeakFor, speaksForWorkspace } from '../../config';
import { type Host, pathIn, uriOf } from './host';
import type { Reader } from './reader';
import { inTime, RelatedFiles } from './related-files';

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The files of one folder: which are open, which were read, and what is read when. */
export class FolderFiles {
  scanned: 'open' | 'workspace' | 'partial' = 'open';
  readonly #open = new Map<string, string>();
  /** Whether the file says something to Handrail, by path. */
  readonly #read = new Map<string, boolean>();
  /** Reading of folders under way or done. */
  readonly #reading = new Map<string, Promise<void>>();
  /** Passed over in a scan because they are excluded; that may change. */
  readonly #leftOut = new Set<string>();
  readonly #related: RelatedFiles;
  /** Whether files in other folders may lead to open ones, or those to them, that did not before. */
  #isAmong = false;
  /** Scans under way: they read all there is. */
  #scans = 0;

  constructor(
    private readonly uri: string,
    private readonly host: Host,
    /** Folders of the workspace that lie in this one and speak for themselves. */
    private readonly inner: readonly string[],
    private readonly reader: Reader,
  ) {
    this.#related = new RelatedFiles({
      list: () => this.#list('', (path) => !this.reader.excludes(path)),
      text: (path) => this.text(path),
      isFolder: async (path) => (await this.host.kind(this.uri, path)) === 'folder',
      breathe: () => this.host.breathe(),
    });
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }
  openPaths(): readonly string[] {
    return [...this.#open.keys()];
  }
  /** Every file that was read. */
  paths(): Iterable<string> {
    return this.#read.keys();
  }
  /** How many files were read that say something to Handrail. */
  get count(): number {
    return [...this.#read.values()].filter((counts) => counts).length;
  }

  /** A file's text as it stands: the editor's, else that on disk. */
  async text(path: string): Promise<string | undefined> {
    const open = this.#open.get(path);
    if (open !== undefined) return open;
    const text = await this.host.read(uriOf(this.uri, path));
    return text?.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  /** An editor's text of a file; it wins over what is on disk until it is closed. */
  async opened(path: string, text: string): Promise<void> {
    this.#open.set(path, text);
    await this.#readAround(path);
    const current = this.#open.get(path);
    if (current !== undefined) this.#take(path, current);
    await inTime(this.#readRelated(path), () => this.reader.late());
    await this.reader.ready();
  }

  /** Reads what an open file leads to in other folders, and what leads to it from there; whether there was any. */
  async #readRelated(path: string): Promise<boolean> {
    const text = this.#open.get(path);
    if (text === undefined || this.scanned === 'workspace' || this.#scans > 0 || !this.reader.reaches()) return false;
    const unread = (await this.#related.of(path, text)).filter((one) => !this.#read.has(one));
    for (const one of unread) await this.#readOnce(one);
    return unread.length > 0;
  }

  changed(path: string, text: string): void {
    this.#open.set(path, text);
    this.#take(path, text);
  }

  async closed(path: string): Promise<void> {
    this.#open.delete(path);
    if (!(await this.host.passesOver(this.uri, path))) await this.#readAgain(path);
    else if (!this.#open.has(path)) this.#take(path, undefined);
  }

  /** Something outside the editor wrote or removed a file, or a whole folder. Files nobody asked for so far stay unread. */
  async changedOutside(path: string): Promise<void> {
    const below = [...this.#read.keys()].filter((known) => known.startsWith(`${path}/`));
    for (const known of below) await this.#readAgain(known);
    await this.#takeOutside(path);
    if (this.scanned === 'workspace' || this.#isInner(path) || (await this.host.passesOver(this.uri, path))) return;
    if (await this.#related.changed(path)) this.#isAmong = true;
  }

  /** Reads what open files lead to, or what leads to them, since something outside the editor wrote it. */
  async readRelated(): Promise<void> {
    if (!this.#isAmong) return;
    this.#isAmong = false;
    for (const open of this.#open.keys()) await this.#readRelated(open);
  }

  async #takeOutside(path: string): Promise<void> {
    if (this.#open.has(path)) return;
    if (this.#read.has(path)) return this.#readAgain(path);
    if (this.#isInner(path) || (await this.host.passesOver(this.uri, path))) return;
    if (this.scanned === 'open') {
      const isNear = this.#reading.has(folderOf(path)) || speaksForWorkspace(path);
      if (isNear || this.reader.names(path)) await this.#readOnce(path);
      return;
    }
    await this.#readOnce(path);
    // it may be a folder that was moved here as a whole
    if (!this.#read.has(path))
      for await (const batch of this.#list(path)) for (const file of batch) await this.#readOnce(file);
  }

  /** Reads the folder, or what lies below a path of it; open files' texts are kept. Rests between files; stops when told to. */
  async scan(below: string, cancelled: () => boolean, progress: () => void): Promise<void> {
    this.#scans++;
    await this.#scan(below, cancelled, progress).finally(() => this.#scans--);
    if (this.scanned === 'workspace') return;
    for (const open of this.#open.keys()) await this.#readRelated(open);
  }

  async #scan(below: string, cancelled: () => boolean, progress: () => void): Promise<void> {
    await this.readWhatSpeaksFor('');
    await this.reader.ready();
    const unseen = new Set(below === '' ? this.#read.keys() : []);
    for await (const batch of this.#list(below)) {
      for (const path of batch) {
        if (cancelled()) break;
        unseen.delete(path);
        await (this.#read.has(path) ? this.#readAgain(path) : this.#readOnce(path));
      }
      // now, so that whoever asks for findings meanwhile waits for a batch and not for everything
      while (!cancelled() && !this.reader.settle()) await this.host.breathe();
      progress();
      await this.host.breathe();
      if (cancelled()) break;
    }
    if (!cancelled()) for (const path of unseen) await this.#readAgain(path);
    if (below === '' && this.scanned !== 'workspace') this.scanned = cancelled() ? 'partial' : 'workspace';
  }

  /** Reads every file that speaks for the workspace, in whatever folder of it. */
  async readAllThatSpeaks(): Promise<void> {
    await this.readWhatSpeaksFor('');
    for await (const batch of this.#list('')) {
      for (const path of batch) if (speaksForWorkspace(path)) await this.#readOnce(path);
    }
  }

  async *#list(below: string, wanted: (path: string) => boolean = () => true): AsyncIterable<readonly string[]> {
    for await (const batch of this.host.list(this.uri, below === '' ? undefined : below)) {
      yield batch.filter((path) => !this.#isInner(path) && wanted(path));
    }
  }

  #isInner(path: string): boolean {
    const uri = this.inner.length > 0 ? uriOf(this.uri, path) : '';
    return this.inner.some((folder) => pathIn(folder, `${uri}/`) !== undefined || pathIn(folder, uri) !== undefined);
  }

  async #readOnce(path: string): Promise<void> {
    if (this.#read.has(path) || this.#open.has(path)) return;
    if (this.reader.excludes(path)) {
      this.#leftOut.add(path);
      return;
    }
    await this.#readAgain(path);
  }

  /** Reads files that others name, none through a link that leads elsewhere; whether there was any. */
  async readNamed(paths: readonly string[]): Promise<boolean> {
    const before = this.#read.size;
    for (const path of paths) {
      if (this.#isInner(path) || (await this.host.kind(this.uri, path)) !== 'file') continue;
      if (!(await this.host.passesOver(this.uri, path))) await this.#readOnce(path);
    }
    return this.#read.size > before;
  }

  async #readAgain(path: string): Promise<void> {
    const text = await this.text(path);
    const open = this.#open.get(path); // it may have been opened meanwhile
    if (open !== undefined || text !== undefined || this.#read.has(path)) this.#take(path, open ?? text);
  }

  /** What an open file needs beside it: the files of its folder (a Terraform module is one), and all that speaks for it. */
  async #readAround(path: string): Promise<void> {
    await this.readWhatSpeaksFor(path);
    const folder = folderOf(path);
    await this.#once(folder, () => this.#readAll(folder, () => true));
  }

  /** Reads, once, the files that say how to judge a path. */
  async readWhatSpeaksFor(path: string): Promise<void> {
    const folders = foldersThatSpeakFor(path);
    await Promise.all(
      folders.map((folder) => this.#once(`for ${folder}`, () => this.#readAll(folder, speaksForWorkspace))),
    );
  }

  #once(key: string, read: () => Promise<void>): Promise<void> {
    const reading = this.#reading.get(key) ?? read();
    this.#reading.set(key, reading);
    return reading;
  }

  async #readAll(folder: string, wanted: (path: string) => boolean): Promise<void> {
    for (const name of await this.host.siblings(folder ? uriOf(this.uri, folder) : this.uri)) {
      const path = folder ? `${folder}/${name}` : name;
      if (!wanted(path) || this.#read.has(path) || this.#isInner(path)) continue;
      // these decide about findings: no link brings them in from elsewhere
      if (speaksForWorkspace(path) && (await this.host.kind(this.uri, path)) !== 'file') continue;
      if (!(await this.host.passesOver(this.uri, path))) await this.#readOnce(path);
    }
  }

  #take(path: string, text: string | undefined): void {
    const counts = this.reader.take(path, text);
    if (text === undefined) this.#read.delete(path);
    else this.#read.set(path, counts);
  }

  /** Reads again all that was read, after the reader has become another. */
  async readAllAgain(): Promise<void> {
    for (const path of [...this.#read.keys()]) await this.#readAgain(path);
  }

  /** Reads what an exclusion held back that holds no more; whether there was any. */
  async readLate(): Promise<boolean> {
    const included = [...this.#leftOut].filter((path) => !this.reader.excludes(path));
    for (const path of included) {
      this.#leftOut.delete(path);
      await this.#readOnce(path);
    }
    return included.length > 0;
  }
}
