import { entryOf, type Node, nameOf } from '../../document/data';

/** A function with its argument: the tagged node itself in the short form, what follows the key in the long one. */
export interface Intrinsic {
  readonly name: string;
  readonly argument: Node | undefined;
  readonly short: boolean;
}

/** The function that a node calls; undefined for plain data. */
export function intrinsicOf(node: Node): Intrinsic | undefined {
  if (node.tag !== undefined) {
    if (node.tag.startsWith('!!')) return undefined;
    // a short form's argument carries the tag: read it as plain data, or it would be read as the function again
    return { name: node.tag.slice(1), argument: { ...node, tag: undefined } as Node, short: true };
  }
  if (node.type !== 'mapping') return undefined;
  // a macro or an include beside other keys may add any key
  if (node.entries.length > 1 && entryOf(node, 'Fn::Transform')) {
    return { name: 'Transform', argument: undefined, short: false };
  }
  const only = node.entries.length === 1 ? node.entries[0] : undefined;
  const key = only && nameOf(only.key);
  if (key === 'Ref') return { name: key, argument: only?.value, short: false };
  if (!key?.startsWith('Fn::') || key.startsWith(LOOP)) return undefined;
  return { name: key.slice(4), argument: only?.value, short: false };
}

/** What the key of a loop begins with; its own name follows. */
export const LOOP = 'Fn::ForEach::';

/** A function as people write it. */
export const spelled = ({ name, short }: Intrinsic): string =>
  short ? `!${name}` : name === 'Ref' ? name : `Fn::${name}`;

/** Arguments of a function that takes several. */
export const argumentsOf = (node: Node): readonly Node[] => (node.type === 'sequence' ? node.items : [node]);
