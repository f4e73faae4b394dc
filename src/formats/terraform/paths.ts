/** Directories of modules and what the names of files mean to Terraform and OpenTofu. */

export const dirOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A module is a directory: what its files declare is one whole. */
export const scopeOf = (dir: string): string => `terraform:${dir}`;

/** OpenTofu reads `main.tofu` and not the `main.tf` beside it. */
export const isReplaced = (path: string, has: (path: string) => boolean): boolean =>
  /\.tf(\.json)?$/.test(path) && has(path.replace(/\.tf(?=$|\.json$)/, '.tofu'));

/** The scope of a file that nobody reads. */
export const REPLACED = 'terraform replaced:';

/** Files whose blocks only change what others declare. */
export const isOverride = (path: string): boolean => /(^|\/|_)override\.(tf|tofu)(\.json)?$/.test(path);

export const isValues = (path: string): boolean => path.endsWith('.tfvars') || path.endsWith('.tfvars.json');

/** Value files that Terraform reads by itself. Others are named on a command line, or not. */
export const isAutomatic = (path: string): boolean =>
  /(^|\/)terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/.test(path);

const TRIAL = /(?:^|\/)(?:examples?|tests|fixtures|wrappers)(?=\/|$)/i;

const isWithin = (dir: string, above: string): boolean => above === '' || dir === above || dir.startsWith(`${above}/`);

/**
 * Whether a call from a directory says how another one is used. Examples, tests, and wrappers that hand everything
 * through don't say that of what lies outside of them, nor does a module's own submodule, which is a variant of it; and
 * there are many of them.
 */
export function isUse(from: string, of: string): boolean {
  const found = TRIAL.exec(from);
  if (found && !isWithin(of, from.slice(0, found.index + found[0].length))) return false;
  return !(/(?:^|\/)modules\//.test(from.slice(of.length)) && isWithin(from, of));
}

/** The directory that a local source names, seen from another; undefined for other sources, and for what lies outside. */
export function localSource(source: string, dir: string): string | undefined {
  if (!/^\.\.?(\/|$)/.test(source)) return undefined;
  const steps = dir === '' ? [] : dir.split('/');
  for (const step of source.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}
