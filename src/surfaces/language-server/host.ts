/** What the server asks of where it runs: Node reads `file:` itself, everything else goes through the client. */
export interface Host {
  /** The text of a file; undefined when there is none or it is not text. Never throws. */
  read(uri: string): Promise<string | undefined>;
  /**
   * Paths below a folder, relative to it and `/`-separated, in batches, so that a caller can rest and stop between them;
   * with `from`, a path below the folder, only those below that.
   */
  list(folder: string, from?: string): AsyncIterable<readonly string[]>;
  /** Whether a listing of the folder leaves a path out: version control, dependencies, what `.gitignore` files name. */
  passesOver(folder: string, path: string): Promise<boolean>;
  /**
   * What lies at a path below a folder; undefined for nothing, and for what a link that may lead out of the folder comes to.
   */
  kind(folder: string, path: string): Promise<'file' | 'folder' | undefined>;
  /** Whether a folder's files are read in no time: they lie on a disk, not behind a network. */
  isNear(folder: string): boolean;
  /** Names of the files directly in a folder. */
  siblings(folder: string): Promise<readonly string[]>;
  /** Today in UTC, `YYYY-MM-DD`. */
  today(): string;
  /** A clock for durations, in milliseconds. */
  clock(): number;
  /** Lets waiting messages in. */
  breathe(): Promise<void>;
}

/** The uri of a path below a folder; each segment is encoded. */
export const uriOf = (folder: string, path: string): string =>
  baseOf(folder) +
  path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');

/** The folder-relative path of a uri, or undefined when it lies elsewhere. Drive letters compare without case. */
export function pathIn(folder: string, uri: string): string | undefined {
  const base = baseOf(normal(folder));
  const whole = normal(uri);
  return whole.startsWith(base) && whole !== base ? whole.slice(base.length) : undefined;
}

/** Whether two uris name the same folder. */
export const sameFolder = (a: string, b: string): boolean => baseOf(normal(a)) === baseOf(normal(b));

/** The folder of a uri; a text that was never saved may have nothing but its scheme above it. */
export function parentOf(uri: string): string {
  const slash = uri.lastIndexOf('/');
  return uri.slice(0, slash < 0 ? uri.indexOf(':') + 1 : slash);
}

/** What stands before a path of the folder. */
const baseOf = (folder: string): string => (/^[\w+.-]+:$/.test(folder) ? folder : `${folder.replace(/\/$/, '')}/`);

function normal(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^file:\/\/\/([A-Za-z]):/, (_, drive) => `file:///${drive.toLowerCase()}:`);
  } catch {
    return uri; // a stray percent sign: the uri is compared as it is written
  }
}
