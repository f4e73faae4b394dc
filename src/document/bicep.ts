import { parseBicep } from './bicep/statement';
import { constructAt, scalars } from './bicep/walk';
import type { Cut, Syntax } from './syntax';

export type * from './bicep/tree';
export { plainText } from './bicep/tree';
export { childrenOf } from './bicep/walk';

/** A section for each statement, with the comments above it; one more for what stands behind the last. */
function cut(text: string): readonly Cut[] {
  const cuts: Cut[] = [];
  let start = 0;
  for (const statement of parseBicep(text).statements) {
    const newline = text.indexOf('\n', statement.end);
    const rest = text.slice(statement.end, newline < 0 ? text.length : newline);
    const alone = /^[ \t\r]*(?:\/\/.*)?$/.test(rest);
    const end = !alone ? statement.end : newline < 0 ? text.length : newline + 1;
    cuts.push({ start, end, under: [] });
    start = end;
  }
  if (start < text.length) cuts.push({ start, end: text.length, under: [] });
  return cuts;
}

/** Azure's language of templates, and of their parameters. */
export const bicepSyntax: Syntax = {
  id: 'bicep',
  cut,
  parse: parseBicep,
  scalars: (document) => (document.syntax === 'bicep' ? scalars(document) : []),
  constructAt: (document, offset) => (document.syntax === 'bicep' ? constructAt(document, offset) : undefined),
  comments: ['//', '/*'],
};
