/** Fields that a replacement leads to: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/ */

import { type Entry, entryOf, type Node, nameOf, nodeAt, type Scalar } from '../../document/data';
import { plainText } from './words';

const DEPTH = 50;

/** The steps of a field path: dots part them, but neither in brackets nor behind a backslash. */
export const stepsOf = (path: string): readonly string[] =>
  (path.match(/\[[^\]]*\]|(?:\\.|[^.[\\])+/g) ?? []).map((step) => step.replace(/\\(.)/g, '$1'));

/** What stands at a field path; undefined where it leads to nothing, or to more than one. */
export function fieldAt(node: Node | undefined, steps: readonly string[]): Node | undefined {
  let current = node;
  for (const step of steps) {
    const selected: Node | undefined =
      current?.type === 'sequence' ? current.items.find((item, at) => isMeant(item, at, step)) : undefined;
    current = current?.type === 'sequence' ? selected : nodeAt(current, step);
  }
  return current;
}

/** Whether a step means an item of a list: `[name=web]`, `0`, `*`. */
function isMeant(item: Node, at: number, step: string): boolean {
  const [, key, value] = /^\[([^=\]]+)=([^\]]*)\]$/.exec(step) ?? [];
  if (key !== undefined) return plainText(nodeAt(item, key)) === value;
  return step === '*' || step === String(at);
}

/** A node whose fields at a path are made anew; `make` gets what is there, undefined for nothing where it is to be created. */
export function withField(
  node: Node,
  steps: readonly string[],
  creates: boolean,
  make: (old: Node | undefined) => Node,
): Node {
  const [step, ...rest] = steps;
  if (step === undefined) return make(node);
  if (steps.length > DEPTH || node.type === 'scalar') return node;
  const inner = (one: Node) => withField(one, rest, creates, make);
  if (node.type === 'sequence') {
    return { ...node, items: node.items.map((item, at) => (isMeant(item, at, step) ? inner(item) : item)) };
  }
  const entry = entryOf(node, step);
  if (entry || step === '*') {
    const entries = node.entries.map(
      (one): Entry => ((one === entry || step === '*') && one.value ? { ...one, value: inner(one.value) } : one),
    );
    return { ...node, entries };
  }
  if (!creates || rest.some((name) => /^(?:\[|\*$|\d+$)/.test(name))) return node;
  const { start } = node;
  const word = (name: string): Scalar => ({
    ...{ type: 'scalar', start, end: start, value: name, source: name, style: 'plain' },
  });
  const value = rest.reduceRight<Node>((below, name) => within(word(name), below), make(undefined));
  return { ...node, entries: [...node.entries, { start, end: start, key: word(step), value }] };
}

const within = (key: Scalar, value: Node): Node => ({
  ...{ type: 'mapping', start: key.start, end: key.end, flow: false },
  entries: [{ start: key.start, end: key.end, key, value }],
});

/** A value in another's place: of a scalar only the text is taken, so that it is what is expected there. */
function inPlaceOf(old: Node | undefined, value: Node): Node {
  if (value.type !== 'scalar') return { ...value };
  const text = nameOf(value);
  if (old?.type !== 'scalar' || typeof old.value === typeof value.value) return { ...value };
  const typed = typeof old.value === 'string' ? text : typeof value.value === 'string' ? typedText(text) : value.value;
  return { ...value, value: typed };
}

const typedText = (text: string): Scalar['value'] =>
  text === 'true' || text === 'false' ? text === 'true' : /^-?\d{1,15}$/.test(text) ? Number(text) : text;

/** How a piece of a text is meant: the text between delimiters at an index. */
export interface Piece {
  readonly delimiter: string;
  readonly index: number;
}

/** The piece that `options` mean; `whole` where they mean all of it, undefined where they mean something else. */
export function pieceOf(options: Node | undefined): Piece | 'whole' | undefined {
  if (plainText(nodeAt(options, 'encoding')) !== '') return undefined;
  const delimiter = plainText(nodeAt(options, 'delimiter'));
  if (delimiter === '') return 'whole';
  const index = Number(plainText(nodeAt(options, 'index')) || '0');
  return Number.isInteger(index) ? { delimiter, index } : undefined;
}

/** A text with one piece exchanged; an index before or behind all pieces adds one. */
function withPiece(text: string, { delimiter, index }: Piece, by: string): string {
  const pieces = text.split(delimiter);
  if (index < 0) pieces.unshift(by);
  else if (index >= pieces.length) pieces.push(by);
  else pieces[index] = by;
  return pieces.join(delimiter);
}

/** A value in its place, or in the place of one piece of a text; undefined where that can't be said. */
export function partly(old: Node | undefined, value: Node, piece: Piece | 'whole' | undefined): Node | undefined {
  if (piece === 'whole') return inPlaceOf(old, value);
  if (!piece || old?.type !== 'scalar' || value.type !== 'scalar') return undefined;
  return { ...value, value: withPiece(plainText(old), piece, plainText(value)), style: 'plain' };
}
