/** What the server asks of where it runs: Node reads `file:` itself, everything else goes through the client. */
export interface Host {
  /** The text of a file; undefined when there is none or it is not text. Never throws. */
  read(uri: string): Promise<string | undefined>;
  /** Paths below a folder, relative and `/`-separated, in batches, so that a caller can rest and stop between them. */
  list(folder: string): AsyncIterable<readonly string[]>;
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
  `${folder.replace(/\/$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;

/** The folder-relative path of a uri, or undefined when it lies elsewhere. Drive letters compare without case. */
export function pathIn(folder: string, uri: string): string | undefined {
  const base = `${normal(folder).replace(/\/$/, '')}/`;
  const whole = normal(uri);
  return whole.startsWith(base) ? whole.slice(base.length) : undefined;
}

function normal(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/^file:\/\/\/([A-Za-z]):/, (_, drive) => `file:///${drive.toLowerCase()}:`);
  } catch {
    return uri; // a stray percent sign: the uri is compared as it is written
  }
}
