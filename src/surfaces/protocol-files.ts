/** What the server asks of the client about files that only the client can read: plain data. */

/** Server to client, for schemes that the server can't read itself. */
export interface ReadFileParams {
  readonly uri: string;
}

export interface ReadFileResult {
  /** Undefined when there is no such file or it is no text. */
  readonly text: string | undefined;
}

export interface ListFilesParams {
  readonly folder: string;
  /** Everything below the folder, or only what lies directly in it. */
  readonly deep: boolean;
}

export interface ListFilesResult {
  /** Relative to the folder, `/`-separated. */
  readonly paths: readonly string[];
}

export interface KindParams {
  readonly folder: string;
  /** Relative to the folder, `/`-separated. */
  readonly path: string;
}

export interface KindResult {
  /** Undefined for nothing, and for what lies behind a link: nobody can tell where that leads. */
  readonly kind: 'file' | 'folder' | undefined;
}
