/** Where the repository of a workflow or action begins; undefined where nothing in the path says it. */
function repositoryOf(path: string): string | undefined {
  const at = path.lastIndexOf('.github/');
  return at >= 0 && (at === 0 || path[at - 1] === '/') ? path.slice(0, at) : undefined;
}

/**
 * The root-relative path that `./…` in a workflow or action means: a workflow, or the folder of an action; undefined for
 * what lies elsewhere. The tool counts from the root of the repository, also in actions.
 */
export function calledBy(uses: string, path: string): string | undefined {
  if (!/^\.\/|^\.$/.test(uses) || uses.includes('${{')) return undefined;
  // an action outside of `.github` lies in the repository whose root was opened
  const root = repositoryOf(path) ?? (/(?:^|\/)action\.ya?ml$/i.test(path) ? '' : undefined);
  if (root === undefined) return undefined;
  const steps = uses.split('/').filter((step) => step !== '.' && step !== '');
  return steps.includes('..') ? undefined : root + steps.join('/');
}

/** What callers name a file by: a workflow by its path, an action by its folder. */
export const calledAs = (path: string): string => path.replace(/\/?action\.ya?ml$/i, '');
