/** The folder of a root-relative path, `''` for the root. */
export const dirOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** A path that is written from a folder on; undefined where it leads out of the root. */
export function pathFrom(dir: string, named: string): string | undefined {
  if (named.startsWith('/')) return undefined;
  const steps = dir === '' ? [] : dir.split('/');
  for (const step of named.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/** The root-relative path of what a file names from its own folder; undefined where that lies outside of the root. */
export const relativeTo = (path: string, named: string): string | undefined => pathFrom(dirOf(path), named);
