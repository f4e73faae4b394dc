import { type Node, nodeAt } from '../../document/data';
import { type Declaration, type Lookup, placeIn } from '../format';
import { literalOf } from './alterations';
import { type Content, contentAt, type Deployed } from './content';
import { type Deployment, deploymentsOf, foldersOf, isPatch } from './deployments';
import { nodeIn } from './patch';
import { fieldAt, pieceOf, stepsOf } from './replace';
import { KUSTOMIZATIONS, plainText } from './words';

/** What a deployment makes of an object; undefined where that is not followed further. */
export type Make = (object: Declaration, node: Node, deployment: Deployment) => Deployed | undefined;

/** What a replacement takes its value from, as it is at the end of a deployment; a text says why that is not known. */
export function sourceOf({ node, place }: Content, deployment: Deployment, look: Lookup, make: Make): Content | string {
  const said = nodeAt(node, 'sourceValue');
  if (said) return { node: said, place };
  const source = nodeAt(node, 'source');
  const [kind = '', name = '', path = ''] = ['kind', 'name', 'fieldPath'].map((key) => plainText(nodeAt(source, key)));
  const found = fieldOf(kind, name, stepsOf(path || 'metadata.name'), deployment, look, make);
  if (!found) return `where a replacement takes it from, ${kind} ${name}, is not known`;
  const piece = pieceOf(nodeAt(source, 'options'));
  if (piece === 'whole') return found;
  const value = piece && found.node.type === 'scalar' ? plainText(found.node).split(piece.delimiter)[piece.index] : '';
  return value && found.node.type === 'scalar'
    ? { ...found, node: { ...found.node, value } }
    : 'which part of a value a replacement takes is not known';
}

/** A field of the only object of a name; of one that is generated, what is written in place. */
function fieldOf(
  kind: string,
  name: string,
  steps: readonly string[],
  deployment: Deployment,
  look: Lookup,
  make: Make,
): Content | undefined {
  const folders = foldersOf(deployment, look);
  const made = folders
    .flatMap((folder) => look.look('generated', folder, KUSTOMIZATIONS))
    .filter(({ note }) => note.kind === kind && note.name === name);
  const objects = folders
    .flatMap((folder) => look.look('object', undefined, folder))
    .filter(({ note, path }) => note.kind === kind && note.name === name && !isPatch(path, look));
  const [object, ...others] = objects;
  if (!object) return made.length === 1 ? literalIn(made[0]!, steps, look) : undefined;
  const opened = look.open(object);
  const node = nodeIn(opened);
  const outer = deployment.folders.at(-1)!;
  const way = deploymentsOf(object.path, look)?.find(({ folders: its }) => its.includes(outer));
  if (others.length > 0 || made.length > 0 || !node || !way) return undefined;
  const its = make(object, node, { folders: way.folders.slice(0, way.folders.indexOf(outer)) });
  const field = fieldAt(its?.node, steps);
  if (!its || !field || its.unknown(field) !== undefined) return undefined;
  return { node: field, place: (span) => its.place(span) ?? placeIn(opened, span) };
}

function literalIn(generated: Declaration, [first, key]: readonly string[], look: Lookup): Content | undefined {
  const [content] = generated.note.kind === 'ConfigMap' ? contentAt(generated, look) : [];
  const literal = content && first === 'data' && key !== undefined ? literalOf(content.node, key) : undefined;
  if (!content || !literal) return undefined;
  const { start, end } = literal.node;
  const { text } = literal;
  return { node: { type: 'scalar', start, end, value: text, source: text, style: 'plain' }, place: content.place };
}
