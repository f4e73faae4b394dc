import { plain, type Table } from './signature';

/** A path without `.`, `..` and doubled slashes. */
function cleaned(path: string): string {
  const isRooted = path.startsWith('/');
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '..' || !isRooted) steps.push(step);
  }
  const joined = `${isRooted ? '/' : ''}${steps.join('/')}`;
  return joined === '' ? '.' : joined;
}

function base(path: string): string {
  if (path === '') return '.';
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end--;
  const trimmed = path.slice(0, end);
  return trimmed === '/' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

export const paths: Table = {
  basename: plain(['string'], ([path]) => base(path)),
  dirname: plain(['string'], ([path]) => cleaned(path.slice(0, path.lastIndexOf('/') + 1))),
};
