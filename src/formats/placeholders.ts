import type { Node } from '../document/data';
import { knownAt, type Value } from '../facts';
import type { Place, Span } from '../place';
import type { Data } from '../resource';
import { type Hole, withHoles } from './text-parts';

/** `{{ … }}` of a template language, `${NAME}` of envsubst and the like: filled in before the cluster sees the text. */
const PLACEHOLDER = /\{\{[^{}]*\}\}|\$\{[^{}]*\}/g;

/** A name that a kustomization may declare. */
const VARIABLE = /\$\(([\w.-]+)\)/g;

/** A string with placeholders as a text whose placeholders are unknown; undefined for any other node. */
export function withPlaceholders(node: Node, place: (span: Span) => Place): Value<Data> | undefined {
  return withUnknown(node, place, PLACEHOLDER, '{{', '${');
}

/** The same for `$(NAME)` of names that somebody declares. */
export function withVariables(
  node: Node,
  place: (span: Span) => Place,
  isDeclared: (name: string) => boolean,
): Value<Data> | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('$(')) return undefined;
  const names = [...node.value.matchAll(VARIABLE)].map(([, name]) => name!);
  return names.some(isDeclared) ? withUnknown(node, place, VARIABLE, '$(') : undefined;
}

function withUnknown(
  node: Node,
  place: (span: Span) => Place,
  pattern: RegExp,
  ...marks: readonly string[]
): Value<Data> | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string') return undefined;
  const text = node.value;
  if (!marks.some((mark) => text.includes(mark))) return undefined;
  const holes = [...text.matchAll(pattern)].map(({ index, 0: written }): Hole => {
    const because = `${written} is filled in when this is deployed`;
    return { start: index, end: index + written.length, part: { type: 'unknown', because, expression: written } };
  });
  return holes.length > 0 ? knownAt(withHoles(text, holes), place(node)) : undefined;
}
