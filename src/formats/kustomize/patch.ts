import { type Node, nodeAt } from '../../document/data';
import { parseYaml } from '../../document/yaml';
import { placesIn } from '../data-value';
import { type Declaration, type Lookup, type Opened, placeIn } from '../format';
import { keyOf } from '../kubernetes/names';
import { isData, nodeOf } from '../kubernetes/node';
import { clusterScope } from '../kubernetes/scope';
import type { Content } from './content';
import { plainText } from './words';

const text = (note: Declaration['note'], key: string): string => String(note[key] ?? '');

/** What a patch of a kustomization says about an object that goes by some names; nothing when it is for another. */
export function contentsOf(
  patch: Declaration,
  object: Declaration,
  names: ReadonlySet<string>,
  look: Lookup,
): readonly Content[] {
  const { note } = patch;
  const file = text(note, 'file');
  const aims = note.targeted === true || file === '';
  if (aims && !isFor(note, object, names)) return [];
  if (file === '') return inlineContents(patch, look);
  const scope = clusterScope(file, look.has);
  const open = (one: Declaration) => contentOf(one, look);
  if (!aims)
    return objectsNamed(object, names, scope, look)
      .filter(({ path }) => path === file)
      .flatMap(open);
  const operations = look.look('operations', file, scope);
  const found = operations.length > 0 ? operations : look.look('object', undefined, scope);
  return found.filter(({ path }) => path === file).flatMap(open);
}

/** Patches in a file that carry the kind and a name of an object. */
function objectsNamed(
  { note }: Declaration,
  names: ReadonlySet<string>,
  scope: string,
  look: Lookup,
): readonly Declaration[] {
  const spaces = new Set([text(note, 'namespace'), '']);
  return [...names].flatMap((name) =>
    [...spaces].flatMap((space) => look.look('object', keyOf(text(note, 'type'), space, name), scope)),
  );
}

/** Whether a target takes an object in. Its words are patterns; where one says more than a star can, it may be meant. */
function isFor(target: Declaration['note'], object: Declaration, names: ReadonlySet<string>): boolean {
  const { kind, name } = { kind: text(target, 'kind'), name: text(target, 'name') };
  if (kind === '' && name === '' && target.targeted !== true) return false;
  return fits(kind, text(object.note, 'kind')) && [...names].some((one) => fits(name, one));
}

/** Whether labels or annotations meet a selector; undefined where it says more than that something is there, is equal, or is not. */
export function selects(selector: string, labels: Node | undefined): boolean | undefined {
  if (selector === '') return true;
  if (/[()]/.test(selector)) return undefined;
  let is: boolean | undefined = true;
  for (const part of selector.split(',')) {
    const [, not, key, sign, value] = /^\s*(!?)\s*([\w./-]+)\s*(?:(==?|!=)\s*([\w.-]*)\s*)?$/.exec(part) ?? [];
    if (key === undefined) is = undefined;
    else {
      const found = nodeAt(labels, key);
      const holds = sign === undefined ? !found === (not === '!') : (plainText(found) === value) === (sign !== '!=');
      if (!holds) return false;
    }
  }
  return is;
}

/** Whether a word fits a pattern of a target; where that says more than a star can, it may. */
export function fits(pattern: string, word: string): boolean {
  if (pattern === '' || pattern === word) return true;
  return pattern
    .replace(/^\^|\$$/g, '')
    .split('|')
    .some((one) => {
      const pieces = one.split('.*');
      if (pieces.some((piece) => /[^\w.-]/.test(piece))) return true;
      const [first = '', ...rest] = pieces;
      const last = rest.pop();
      if (last === undefined) return first === word;
      if (!word.startsWith(first) || !word.endsWith(last) || word.length < first.length + last.length) return false;
      let at = first.length;
      return rest.every((piece) => {
        const found = word.indexOf(piece, at);
        at = found + piece.length;
        return found >= 0 && at <= word.length - last.length;
      });
    });
}

/** The object that a declaration stands for. */
export function nodeIn({ section, span }: Opened): Node | undefined {
  const document = section.document();
  return isData(document) ? nodeOf(document, span.start, span.end) : undefined;
}

function contentOf(declaration: Declaration, look: Lookup): readonly Content[] {
  const opened = look.open(declaration);
  const node = nodeIn(opened);
  return node && node.type !== 'scalar' ? [{ node, place: (span) => placeIn(opened, span) }] : [];
}

/** A patch that is written into the kustomization: as a text, YAML or JSON, each character where it stands. */
function inlineContents(declaration: Declaration, look: Lookup): readonly Content[] {
  const opened = look.open(declaration);
  const document = opened.section.document();
  const root = document.syntax === 'yaml' ? document.roots[0] : undefined;
  const lists = ['patches', 'patchesStrategicMerge', 'patchesJson6902'].map((key) => nodeAt(root, key));
  const items = lists.flatMap((list) => (list?.type === 'sequence' ? list.items : []));
  const item = items.find(({ start }) => start === opened.span.start);
  const content = item?.type === 'mapping' ? nodeAt(item, 'patch') : item;
  if (content?.type !== 'scalar' || typeof content.value !== 'string') return [];
  const place = placesIn(content.value, content.source, placeIn(opened, content));
  return parseYaml(content.value).roots.flatMap((node) => (node && node.type !== 'scalar' ? [{ node, place }] : []));
}
