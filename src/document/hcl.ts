import type { Span } from '../place';
import { parseHcl } from './hcl/body';
import { constructAt, scalars } from './hcl/walk';
import type { Cut, Syntax } from './syntax';

export { parseTemplate } from './hcl/body';
export type * from './hcl/tree';

/** Where a section that ends with an item ends: after its line, if nothing but blanks and a comment follow on it. */
function sectionEnd(text: string, itemEnd: number): number {
  let at = itemEnd;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || code === 13) at++;
    else if (code === 10) return at + 1;
    else if (code === 35 || (code === 47 && text.charCodeAt(at + 1) === 47)) {
      const newline = text.indexOf('\n', at);
      return newline < 0 ? text.length : newline + 1;
    } else return at >= text.length ? text.length : itemEnd;
  }
}

/** A section for each top-level item, with the comments above it; one more for what stands behind the last. */
function cut(text: string): readonly Cut[] {
  const ends = parseHcl(text).body.items.map((item) => sectionEnd(text, item.end));
  if (ends.at(-1) !== text.length && text !== '') ends.push(text.length);
  return ends.map((end, index) => ({ start: index === 0 ? 0 : ends[index - 1]!, end, under: [] }));
}

/** HashiCorp's configuration language: Terraform's `.tf` and `.tfvars`. */
export const hclSyntax: Syntax = {
  id: 'hcl',
  cut,
  parse: parseHcl,
  scalars: (document) => (document.syntax === 'hcl' ? scalars(document) : []),
  constructAt: (document, offset): Span | undefined =>
    document.syntax === 'hcl' ? constructAt(document, offset) : undefined,
  comments: ['#', '//', '/*'],
};
