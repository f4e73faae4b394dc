import type { Node } from '../../document/data';
import type { Place, Span } from '../../place';
import { type Declaration, type Lookup, placeIn } from '../format';
import { clusterScope } from '../kubernetes/scope';

/** What a kustomization says about objects: a mapping that is merged, a list of operations, or what is put in. */
export interface Content {
  readonly node: Node;
  place(span: Span): Place;
}

/** What a deployment makes of an object. */
export interface Deployed {
  /** Undefined when a patch takes the object out. */
  readonly node: Node | undefined;
  /** The namespace that a kustomization puts it in, or ''. */
  readonly namespace: string;
  /** The place of a node that came from a patch or a kustomization. */
  place(node: Span): Place | undefined;
  /** Why it can't be known what a node is. */
  unknown(node: Span): string | undefined;
}

/** A node below keys, all of it at one place; a text is a scalar. */
export function below({ start, end }: Span, keys: readonly string[], value: string | Node): Node {
  const word = (of: string): Extract<Node, { type: 'scalar' }> => ({
    ...{ type: 'scalar', start, end, value: of, source: of, style: 'plain' },
  });
  return keys.reduceRight<Node>(
    (inner, key) => ({
      ...{ type: 'mapping', start, end, flow: false, entries: [{ start, end, key: word(key), value: inner }] },
    }),
    typeof value === 'string' ? word(value) : value,
  );
}

/** The node that a declaration of a kustomization stands for. */
export function contentAt(declaration: Declaration, look: Lookup): readonly Content[] {
  const opened = look.open(declaration);
  const document = opened.section.document();
  const { start, end } = opened.span;
  const visit = (node: Node): Node | undefined => {
    if (node.start === start && node.end === end) return node;
    if (node.type === 'scalar' || node.start > start || node.end < end) return undefined;
    const inner = node.type === 'sequence' ? node.items : node.entries.flatMap(({ value }) => value ?? []);
    for (const one of inner) {
      const found = visit(one);
      if (found) return found;
    }
    return undefined;
  };
  const roots = document.syntax === 'yaml' ? document.roots : [];
  return roots.flatMap((root) => {
    const node = root && visit(root);
    return node ? [{ node, place: (span: Span) => placeIn(opened, span) }] : [];
  });
}

/** What files hold that a kustomization names. */
export function wholeOf(file: string, kind: string, look: Lookup): readonly Content[] {
  return look.look(kind, file, clusterScope(file, look.has)).flatMap((one) => contentAt(one, look));
}
