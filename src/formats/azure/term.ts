import type { Opened } from '../../declaration';
import { childrenOf, type Expression, type Statement } from '../../document/bicep';
import { armExpression, armIsSecure } from '../arm/tree';

type Node = Parameters<typeof childrenOf>[0];

/** The statement that an opened declaration is. */
function statementOf({ section, span }: Opened): Statement | undefined {
  const document = section.document();
  if (document.syntax !== 'bicep') return undefined;
  const find = (nodes: readonly Node[]): Statement | undefined => {
    for (const node of nodes) {
      if (node.start > span.start || node.end < span.end) continue;
      if (node.type === 'statement' && node.start === span.start && node.end === span.end) return node;
      const inner = find(childrenOf(node));
      if (inner) return inner;
    }
    return undefined;
  };
  return find(document.statements);
}

/** What a declaration of either language says: the value of a variable, the default of a parameter, the body of a resource. */
export function expressionOf(opened: Opened): Expression | undefined {
  return opened.section.document().syntax === 'bicep' ? statementOf(opened)?.value : armExpression(opened);
}

/** Whether a parameter is kept from view. */
export function isSecure(opened: Opened): boolean {
  if (opened.section.document().syntax !== 'bicep') return armIsSecure(opened);
  const decorators = statementOf(opened)?.decorators ?? [];
  return decorators.some((decorator) => decorator.type === 'call' && decorator.name === 'secure');
}
