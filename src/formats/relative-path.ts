/** The root-relative path of what a file names from its own folder; undefined where that lies outside of the root. */
export function relativeTo(path: string, named: string): string | undefined {
  const steps = path.split('/').slice(0, -1);
  for (const step of named.split('/')) {
    if (step === '..') {
      if (steps.pop() === undefined) return undefined;
    } else if (step !== '.' && step !== '') steps.push(step);
  }
  return named.startsWith('/') ? undefined : steps.join('/');
}
