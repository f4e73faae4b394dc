import type { DataDocument, Node } from '../document/data';
import { topKeys } from '../document/json/cut';
import { knownAt, type Value } from '../facts';
import type { Data } from '../resource';
import { writeData } from './data-edit';
import { dataResource, type Reading, readingOf } from './data-value';
import type { Format } from './format';
import { type Hole, withHoles } from './text-parts';

const VERSION = /"(?:2012-10-17|2008-10-17)"/;

/**
 * AWS policy documents that lie in a file of their own, permissions and trust policies alike: who carries one stands
 * elsewhere. Known by a `Statement` at the top beside one of the two policy language versions, or with `Effect` and
 * `Action` in it.
 */
export const iamPolicy: Format = {
  id: 'iam-policy',
  title: 'IAM policy',
  syntax: 'json',
  recognises(path, text) {
    if (!/\.json$/i.test(path) || !text.includes('"Statement"')) return false;
    const tops = topKeys(text);
    const within = (key: string) =>
      tops.filter((top) => top.key === key).map(({ start, end }) => text.slice(start, end));
    if (within('Statement').length === 0) return false;
    if (within('Version').some((version) => VERSION.test(version))) return true;
    return within('Statement').some(
      (statement) => /"Effect"\s*:/.test(statement) && /"(?:Not)?Action"\s*:/.test(statement),
    );
  },
  scope: (path) => path,
  read(section) {
    const root = rootOf(section.document() as DataDocument);
    if (root?.type !== 'mapping') return [];
    const statement = root.entries.find(({ key }) => key.value === 'Statement');
    return statement ? [{ kind: 'policy', key: 'policy', start: root.start, end: root.end }] : [];
  },
  link(declaration, look) {
    const opened = look.open(declaration);
    const { path, scope } = declaration;
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const reading: Reading = readingOf(opened, (scalar) => filledIn(scalar, reading));
    const node = rootOf(opened.section.document() as DataDocument);
    const statement = node?.type === 'mapping' ? node.entries.find(({ key }) => key.value === 'Statement') : undefined;
    const head = reading.place(statement?.key ?? opened.span);
    const subject = { id: name, address: name, scope, dir: path.slice(0, Math.max(slash, 0)), head };
    return [dataResource({ type: 'iam/policy', subject, reading, node })];
  },
  write: writeData,
};

const rootOf = (document: DataDocument): Node | undefined => document.roots[0];

/**
 * A text with `${name}` in it, which whoever renders the file fills in. The policy language's own variables hold a
 * colon (`${aws:username}`) or a single sign (`${*}`) and are plain text.
 */
function filledIn(node: Node, reading: Reading): Value<Data> | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string') return undefined;
  const holes = [...node.value.matchAll(/\$\{[^:{}]{2,}\}/g)].map(({ index, 0: { length } }): Hole => {
    const because = 'filled in when the file is rendered';
    return { start: index, end: index + length, part: { type: 'unknown', because } };
  });
  return holes.length > 0 ? knownAt(withHoles(node.value, holes), reading.place(node)) : undefined;
}
