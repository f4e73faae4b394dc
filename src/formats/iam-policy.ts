import {
  type DataDocument,
  type Mapping,
  type Node,
  nameOf,
  nodeAt,
  type Scalar,
  type Sequence,
} from '../document/data';
import { topKeys } from '../document/json/cut';
import { knownAt, type Subject, type Value } from '../facts';
import type { Place } from '../place';
import type { Data } from '../resource';
import { writeData } from './data-edit';
import { dataResource } from './data-resource';
import { type Reading, readingOf } from './data-value';
import type { Declaration, Format } from './format';
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
  syntax: 'json-lists',
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
    const span = { start: root.start, end: root.end };
    // a large document is cut at its statements
    const [above, index] = section.under;
    if (above === 'Statement' && index !== undefined) return [{ kind: 'statement', key: sidOf(root), ...span }];
    const key = keyOf(root);
    if (!key) return [];
    return [
      { kind: 'policy', key: 'policy', ...span, note: { head: key.start - root.start, width: key.end - key.start } },
    ];
  },
  link(declaration, look) {
    const opened = look.open(declaration);
    const reading: Reading = readingOf(opened, (scalar) => filledIn(scalar, reading));
    const root = rootOf(opened.section.document() as DataDocument);
    const isPolicy = declaration.kind === 'policy';
    const key = keyOf(root);
    const head = isPolicy ? reading.place(key ?? opened.span) : headIn(look.look('policy')[0] ?? declaration);
    const node = isPolicy || root === undefined ? root : alone(root);
    return [dataResource({ type: 'iam/policy', subject: subjectOf(declaration, head), reading, node })];
  },
  write: writeData,
};

const rootOf = (document: DataDocument): Node | undefined => document.roots[0];

/** The key that all statements stand under: the head of the whole document. */
const keyOf = (root: Node | undefined): Scalar | undefined =>
  root?.type === 'mapping' ? root.entries.find(({ key }) => key.value === 'Statement')?.key : undefined;

function sidOf(statement: Mapping): string {
  const sid = nodeAt(statement, 'Sid');
  return sid?.type === 'scalar' ? nameOf(sid) : '';
}

/** The place of the key that the declaration of a document notes. */
function headIn({ anchor, note }: Declaration): Place {
  const start = Number(note.head ?? 0);
  return { anchor, start, end: start + Number(note.width ?? 0) };
}

function subjectOf({ path, scope }: Declaration, head: Place): Subject {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  return { id: name, address: name, scope, dir: path.slice(0, Math.max(slash, 0)), head };
}

/** A document of one statement. */
function alone(statement: Node): Mapping {
  const { start, end } = statement;
  const key: Scalar = { type: 'scalar', start, end: start, value: 'Statement', source: '"Statement"', style: 'double' };
  const value: Sequence = { type: 'sequence', start, end, items: [statement], flow: true };
  return { type: 'mapping', start, end, entries: [{ start, end, key, value }], flow: true };
}

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
