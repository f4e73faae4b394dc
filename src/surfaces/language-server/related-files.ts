import { formatOf } from '../../formats/index';
import { clusterScope } from '../../formats/kubernetes/scope';
import { dirOf, pathFrom } from '../../formats/relative-path';

/** Where texts come from. */
export interface Texts {
  list(): AsyncIterable<readonly string[]>;
  text(path: string): Promise<string | undefined>;
  isFolder(path: string): Promise<boolean>;
  breathe(): Promise<void>;
}

/** Texts that may name each other; those of one family are looked through when the first of it is opened. */
const FAMILIES = [/\.(?:tf|tofu)(?:\.json)?$|\.tfvars$/i, /\.(?:ya?ml|json|template|bicep(?:param)?)$/i];
/** Formats whose files say all by themselves. */
const ALONE = new Set([
  'iam-policy',
  'dockerfile',
  'devcontainer',
  'serverless',
  'serverless-json',
  'terraform-plan',
  'terraform-state',
]);
/** What is looked through: so many files, so many characters of them, and so many in one file. */
const MOST = { files: 2_000, text: 8_000_000, each: 300_000 };
/** Files that are read for one that is opened. */
const MOST_RELATED = 300;
/** Files that are looked through between two rests. */
const STRIDE = 20;

/** Words that may be paths. */
const WORD = /[^\s"'`<>()[\]{},;:=|]+/g;
/** Files whose folder is what others name. */
const FOLDER_NAMED = /(?:^|\/)(?:kustomization|Kustomization|action)(?:\.ya?ml)?$/;

/** The paths that a text names, from its folder and from the root: what is known to lie there, and what may come to lie there. */
function named(path: string, text: string, isKnown: (path: string) => boolean): readonly string[] {
  const found = new Set<string>();
  const dir = dirOf(path);
  for (const [word] of text.matchAll(WORD)) {
    if (!/[./]/.test(word) && !FOLDER_NAMED.test(path)) continue;
    const bare = word.replace(/^\/+/, '');
    for (const from of [dir, '']) {
      const target = pathFrom(from, bare);
      if (!target || target === path) continue;
      if (isKnown(target) || bare.startsWith('.') || FAMILIES.some((family) => family.test(target))) found.add(target);
    }
  }
  return [...found];
}

/** Files of a family: what each names, and what lies in each folder. */
class Family {
  /** Files and folders that a file names. */
  readonly #names = new Map<string, readonly string[]>();
  /** Who names a file or a folder. */
  readonly #namers = new Map<string, Set<string>>();
  readonly #folders = new Map<string, Set<string>>();

  /** Whether it is new. */
  add(path: string): boolean {
    const isNew = !this.#has(path);
    this.#in(dirOf(path)).add(path);
    return isNew;
  }
  remove(path: string): void {
    this.#folders.get(dirOf(path))?.delete(path);
    this.says(path, '');
  }
  /** Whether it names others than before. */
  says(path: string, text: string): boolean {
    const before = this.#names.get(path) ?? [];
    const targets = named(path, text, (one) => this.#has(one) || this.#folders.has(one));
    for (const target of before) this.#namers.get(target)?.delete(path);
    for (const target of targets) this.#namers.set(target, (this.#namers.get(target) ?? new Set()).add(path));
    this.#names.set(path, targets);
    return targets.join('\n') !== before.join('\n');
  }

  /** The files that lead to one or that it leads to, nearest first. */
  around(path: string): readonly string[] {
    const reached = new Set([path]);
    const together = new Set<string>();
    for (const one of reached) {
      if (reached.size > MOST_RELATED) break;
      for (const next of this.#beside(one, together)) reached.add(next);
    }
    return [...reached].slice(1, MOST_RELATED + 1);
  }

  *#beside(path: string, together: Set<string>): Iterable<string> {
    const folder = dirOf(path);
    for (const target of this.#names.get(path) ?? []) {
      if (this.#has(target)) yield target;
      else yield* this.#folders.get(target) ?? [];
    }
    yield* this.#namers.get(path) ?? [];
    if (folder !== '') yield* this.#namers.get(folder) ?? [];
    // a module is its folder; a chart and a kustomization are all that lies below theirs
    const isModule = FAMILIES[0]?.test(path);
    const scope = isModule ? folder : clusterScope(path, (one) => this.#has(one));
    if (together.has(scope) || (scope === '' && !isModule)) return;
    together.add(scope);
    for (const [other, files] of this.#folders) {
      if (other === scope || (!isModule && other.startsWith(`${scope}/`))) yield* files;
    }
  }

  #has(path: string): boolean {
    return this.#folders.get(dirOf(path))?.has(path) ?? false;
  }
  #in(folder: string): Set<string> {
    const files = this.#folders.get(folder) ?? new Set();
    this.#folders.set(folder, files);
    return files;
  }
}

/**
 * Files that lead to each other though they lie in other folders: a module and its callers, a base and its overlays, a chart. They
 * are found by the paths that texts name, without reading them as their formats do, so that a file that is opened alone says what
 * it says after a scan. Where more is named than is looked through, the nearest files count.
 */
export class RelatedFiles {
  readonly #families = new Map<RegExp, Promise<Family>>();

  constructor(private readonly texts: Texts) {}

  /** Those of a file that is opened; none where its format looks at no other file. */
  async of(path: string, text: string): Promise<readonly string[]> {
    const family = FAMILIES.find((one) => one.test(path));
    const format = family && formatOf(path, text)?.id;
    if (!family || format === undefined || ALONE.has(format)) return [];
    const files = this.#families.get(family) ?? this.#lookThrough(family, path);
    this.#families.set(family, files);
    return (await files).around(path);
  }

  /** A file has another text or is gone, or a folder is there. Whether files may have others around them than before. */
  async changed(path: string): Promise<boolean> {
    if (this.#families.size === 0) return false;
    const key = FAMILIES.find((one) => one.test(path));
    const family = key && (await this.#families.get(key));
    const text = family && (await this.texts.text(path));
    if (family && text !== undefined) {
      const isNew = family.add(path);
      return family.says(path, text.length > MOST.each ? '' : text) || isNew;
    }
    family?.remove(path);
    const isFolder = await this.texts.isFolder(path);
    if (isFolder) this.#families.clear(); // it may have been moved here as a whole
    return isFolder;
  }

  async #lookThrough(family: RegExp, opened: string): Promise<Family> {
    const paths: string[] = [];
    for await (const batch of this.texts.list()) {
      paths.push(...batch.filter((path) => family.test(path)));
      await this.texts.breathe();
    }
    const near = nearest(paths, opened).slice(0, MOST.files);
    const files = new Family();
    for (const path of near) files.add(path);
    let left = MOST.text;
    for (const [i, path] of near.entries()) {
      if (i % STRIDE === 0) await this.texts.breathe();
      const text = (await this.texts.text(path)) ?? '';
      if (text.length > MOST.each) continue;
      left -= text.length;
      if (left < 0) break;
      files.says(path, text);
    }
    return files;
  }
}

/** How long an opened file waits for what lies around it in other folders, in milliseconds. */
const PATIENCE = 100;

/** Waits for a reading, but not for long: what it brings later is told to `late`. */
export async function inTime(reading: Promise<boolean>, late: () => void): Promise<void> {
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  await Promise.race([reading.then((read) => isLate && read && late()), patience]);
  clearTimeout(timer);
  isLate = true;
}

/** Files of the same folder first, then those with the most folders in common. */
function nearest(paths: readonly string[], to: string): readonly string[] {
  const steps = dirOf(to).split('/');
  const shared = (path: string): number => {
    const other = dirOf(path).split('/');
    const differs = steps.findIndex((step, i) => other[i] !== step);
    return differs < 0 ? steps.length : differs;
  };
  const distances = new Map(paths.map((path) => [path, shared(path)]));
  return [...paths].sort((a, b) => distances.get(b)! - distances.get(a)!);
}
