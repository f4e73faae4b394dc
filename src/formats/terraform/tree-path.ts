import type { Attribute, Block, Expression, HclDocument, ObjectEntry, Step } from '../../document/hcl';
import type { Span } from '../../place';

/** Anything that stands in a tree. */
export type Held = Attribute | Block | Expression | (ObjectEntry & { readonly type: 'entry' });

const indices = (steps: readonly Step[]): Expression[] =>
  steps.flatMap((step) => (step.type === 'index' ? [step.key] : []));

function childrenOf(node: Held): readonly Held[] {
  switch (node.type) {
    case 'attribute':
      return [node.value];
    case 'block':
      return node.body.items;
    case 'entry':
      return [node.key, node.value];
    case 'template':
      return node.parts.flatMap((part) => (part.type === 'interpolation' ? [part.value] : []));
    case 'traversal':
      return indices(node.steps);
    case 'access':
      return [node.of, ...indices(node.steps)];
    case 'call':
      return node.args;
    case 'tuple':
      return node.items;
    case 'object':
      return node.entries.map((entry) => ({ ...entry, type: 'entry' as const }));
    case 'for':
      return [node.of, ...(node.key ? [node.key] : []), node.value, ...(node.when ? [node.when] : [])];
    case 'conditional':
      return [node.test, node.yes, node.no];
    case 'binary':
      return [node.left, node.right];
    case 'unary':
      return [node.of];
    default:
      return [];
  }
}

/** Everything that holds a span, outermost first; what has the span itself stands last. */
export function within({ body }: HclDocument, span: Span): readonly Held[] {
  const path: Held[] = [];
  let nodes: readonly Held[] = body.items;
  for (;;) {
    const next = nodes.find(({ start, end }) => start <= span.start && span.end <= end);
    if (!next) return path;
    path.push(next);
    nodes = childrenOf(next);
  }
}

/** The indentation of the line that an offset stands in. */
export const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
