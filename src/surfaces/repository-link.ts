/** A line of a file as a commit has it. */
export interface RepositoryPlace {
  /** The remote as git has it: an address, or `host:path` of SSH. */
  readonly remote: string;
  readonly commit: string;
  /** Relative to the repository's root, `/`-separated. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

/** The repository behind a remote. */
interface Remote {
  readonly host: string;
  /** Pieces of its path, without `.git`. */
  readonly path: readonly string[];
}

/** The web page that shows the line, on a host whose addresses are known; undefined for every other one. */
export function repositoryLink({ remote, commit, path, line }: RepositoryPlace): string | undefined {
  const found = remoteOf(remote);
  if (!found || !/^[0-9a-f]{7,64}$/.test(commit)) return undefined;
  const file = encoded(path.split('/'));
  const form = FORMS.find(({ owns }) => owns.test(found.host));
  return form?.page(found, { commit, file, line });
}

/** Host and path of a remote: never the name or token that stands before the host. */
function remoteOf(remote: string): Remote | undefined {
  const address = /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^:/]+)(?::\d+)?\/(.+)$/i.exec(remote);
  const short = address ? null : /^(?:[^@/\s]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(remote);
  const [, host, path] = address ?? short ?? [];
  if (host === undefined || path === undefined || !host.includes('.')) return undefined;
  const pieces = path.replace(/(?:\.git)?\/*$/, '').split('/');
  return { host: host.toLowerCase(), path: pieces.filter((piece) => piece !== '').map(decoded) };
}

interface Page {
  readonly commit: string;
  readonly file: string;
  readonly line: number;
}

interface Form {
  readonly owns: RegExp;
  page(remote: Remote, page: Page): string | undefined;
}

/** How each kind of host spells the address of a line. A company's own one is known by the name it is usually given. */
const FORMS: readonly Form[] = [
  {
    owns: /^(?:ssh\.)?github\./,
    page: ({ host, path }, { commit, file, line }) =>
      path.length === 2
        ? `https://${host.replace(/^ssh\./, '')}/${encoded(path)}/blob/${commit}/${file}#L${line}`
        : undefined,
  },
  {
    owns: /^(?:altssh\.)?gitlab\./,
    page: ({ host, path }, { commit, file, line }) =>
      path.length >= 2
        ? `https://${host.replace(/^altssh\./, '')}/${encoded(path)}/-/blob/${commit}/${file}#L${line}`
        : undefined,
  },
  {
    owns: /^(?:altssh\.)?bitbucket\.org$/,
    page: ({ path }, { commit, file, line }) =>
      path.length === 2 ? `https://bitbucket.org/${encoded(path)}/src/${commit}/${file}#lines-${line}` : undefined,
  },
  {
    owns: /^bitbucket\./,
    page: ({ host, path }, { commit, file, line }) => {
      // over https the path begins with `scm`
      const [project, repository, ...rest] = path[0] === 'scm' ? path.slice(1) : path;
      if (project === undefined || repository === undefined || rest.length > 0) return undefined;
      const owner = project.startsWith('~')
        ? `users/${encodeURIComponent(project.slice(1))}`
        : `projects/${encodeURIComponent(project)}`;
      return `https://${host}/${owner}/repos/${encodeURIComponent(repository)}/browse/${file}?at=${commit}#${line}`;
    },
  },
  {
    owns: /^(?:ssh\.)?dev\.azure\.com$/,
    page: ({ path }, page) => {
      const [organisation, ...rest] = path[0] === 'v3' ? path.slice(1) : path;
      return azure(organisation, rest, page);
    },
  },
  {
    owns: /\.visualstudio\.com$/,
    page: ({ host, path }, page) =>
      host === 'vs-ssh.visualstudio.com'
        ? azure(path[1], path.slice(2), page)
        : azure(
            host.split('.')[0],
            path.filter((piece) => piece !== 'DefaultCollection'),
            page,
          ),
  },
];

/** `project/_git/repository` over https, `project/repository` over SSH; a repository named as its project may stand alone. */
function azure(organisation: string | undefined, path: readonly string[], { commit, file, line }: Page) {
  const names = path.filter((piece) => piece !== '_git');
  const [project, repository = project] = names;
  if (organisation === undefined || project === undefined || repository === undefined || names.length > 2)
    return undefined;
  const query = `path=/${file}&version=GC${commit}&line=${line}&lineEnd=${line + 1}&lineStartColumn=1&lineEndColumn=1`;
  return `https://dev.azure.com/${encoded([organisation, project])}/_git/${encodeURIComponent(repository)}?${query}`;
}

const encoded = (pieces: readonly string[]): string => pieces.map(encodeURIComponent).join('/');

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece; // a stray percent sign
  }
}
