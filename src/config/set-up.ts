import { type Document, isMap, parseDocument, stringify } from 'yaml';
import type { Severity } from '../findings/severity';
import type { Contact, Owner } from '../policies';
import { ownFile, type TextFile } from './own-file';
import type { Plain } from './plain-data';
import { changed } from './text-change';
import { setValue } from './yaml-edit';

/** What somebody decided about a workspace; what is left out is not written. */
export interface SetUp {
  readonly organisation?: string | undefined;
  /** Ids of built-in policies to make one's own. */
  readonly policies: readonly string[];
  readonly owner?: Owner | undefined;
  readonly contact?: Contact | undefined;
  readonly environments: readonly Environment[];
  /** From which severity on the command line ends with 1. */
  readonly threshold?: Severity | undefined;
}

/** A name for a part of a repository, and the globs of its paths. */
export interface Environment {
  readonly name: string;
  readonly paths: readonly string[];
}

/** A file as it is and as it is to be. */
export interface FileChange {
  readonly path: string;
  /** Undefined when there is none yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Folders that people call so, by the name that they mean. */
const ENVIRONMENTS: Readonly<Record<string, RegExp>> = {
  production: /^(?:prod|prd|production|live)$/i,
  staging: /^(?:stage|stg|staging|preprod|pre-production|uat|acceptance)$/i,
  development: /^(?:dev|development|sandbox)$/i,
  test: /^(?:test|testing|qa|integration)$/i,
};
/** From this many folders of one name on, one glob says it for all. */
const MANY = 3;

/** Environments that the folders of a repository give away by their names. `paths` are files, root-relative. */
export function environmentsIn(paths: Iterable<string>): readonly Environment[] {
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    const folders = path.split('/').slice(0, -1);
    for (const [depth, folder] of folders.entries()) {
      const name = Object.keys(ENVIRONMENTS).find((candidate) => ENVIRONMENTS[candidate]!.test(folder));
      if (!name) continue;
      found.set(name, (found.get(name) ?? new Set()).add(folders.slice(0, depth + 1).join('/')));
      break; // the outermost decides
    }
  }
  return Object.keys(ENVIRONMENTS).flatMap((name) => {
    const folders = [...(found.get(name) ?? [])].sort();
    return folders.length === 0 ? [] : [{ name, paths: globsOf(folders) }];
  });
}

function globsOf(folders: readonly string[]): readonly string[] {
  const names = new Set(folders.map((folder) => folder.slice(folder.lastIndexOf('/') + 1)));
  if (folders.length < MANY) return folders.map((folder) => `${folder}/**`);
  return [...names].sort().map((name) => `**/${name}/**`);
}

/**
 * The files that say what was decided. Nothing that a person wrote is replaced: in a file that exists only what is missing is put in,
 * and a file that can't be read is left alone. `files` are those of the `.handrail` folder at the root.
 */
export function setUp(decided: SetUp, files: readonly TextFile[]): readonly FileChange[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const config = '.handrail/config.yaml';
  const ofPolicies = decided.policies.map((id): FileChange => {
    const path = ownPolicy(id, files) ?? `.handrail/policies/${id}.yaml`;
    const before = texts.get(path);
    return { path, before, after: filled(before ?? POLICY_HEAD, { version: 1, extends: id, ...who(decided) }) };
  });
  const before = texts.get(config);
  const ofConfig = { path: config, before, after: filled(before ?? CONFIG_HEAD, configOf(decided)) };
  return [ofConfig, ...ofPolicies].filter((change) => change.before !== change.after);
}

const CONFIG_HEAD = '# What Handrail knows about this repository. Every key but version may be left out.\n';
const POLICY_HEAD = '# Makes a policy of Handrail ours: what stands here holds, its other words stay.\n';

function configOf({ organisation, environments, threshold }: SetUp): Fields {
  const named = Object.fromEntries(environments.map(({ name, paths }) => [name, { paths }]));
  return {
    version: 1,
    ...(organisation ? { organisation } : {}),
    ...(environments.length > 0 ? { environments: named } : {}),
    ...(threshold ? { threshold } : {}),
  };
}

/** The words of a file about who answers; the same for every policy that is made one's own. */
export function who({ owner, contact }: Pick<SetUp, 'owner' | 'contact'>): Fields {
  return {
    ...(owner ? { owner: { ...owner } as Plain } : {}),
    ...(contact ? { contact: [{ ...contact } as Plain] } : {}),
  };
}

type Fields = Readonly<Record<string, Plain>>;

/** A text with the fields that it does not have yet. */
function filled(text: string, fields: Fields): string {
  const document = read(text);
  if (!document) return text;
  if (document.contents === null) return text + stringify(fields, { lineWidth: 0 });
  let filling = text;
  for (const [key, value] of Object.entries(fields)) {
    if (isMap(document.contents) && document.has(key)) continue;
    const change = setValue(filling, [key], value);
    if (change) filling = changed(filling, change);
  }
  return filling;
}

/** The workspace's own file about a built-in policy, if there is one. */
function ownPolicy(id: string, files: readonly TextFile[]): string | undefined {
  const speaks = ({ path, text }: TextFile) =>
    ownFile(path)?.kind === 'policy' && read(text)?.get('extends') === id && !read(text)?.has('scope');
  return files.find(speaks)?.path;
}

function read(text: string): Document | undefined {
  const document = parseDocument(text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  const usable = document.errors.length === 0 && (document.contents === null || isMap(document.contents));
  return usable ? document : undefined;
}
