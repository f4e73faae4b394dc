import type { Span } from '../place';
import { parseHcl } from './hcl/body';
import type { Block, Body, HclDocument } from './hcl/tree';
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
  const { body, problems } = parseHcl(text);
  const cuts: Cut[] = [];
  let start = 0;
  for (const item of body.items) {
    const from = start;
    const end = sectionEnd(text, item.end);
    const isClean = item.type === 'block' && problems.length === 0;
    const document = isClean ? () => outline(text.slice(from, end), item, from) : undefined;
    cuts.push(document ? { start, end, under: [], document } : { start, end, under: [] });
    start = end;
  }
  if (start < text.length) cuts.push({ start, end: text.length, under: [] });
  return cuts;
}

/** The document of a section that is one block without problems. */
const outline = (text: string, block: Block, from: number): HclDocument => ({
  syntax: 'hcl',
  text,
  body: { start: 0, end: text.length, items: [new OutlinedBlock(text, block, from)] },
  problems: [],
});

const moved = ({ start, end }: Span, from: number): Span => ({ start: start - from, end: end - from });

/** A block in its section's text, which is read again when somebody looks into the block: most are known by their heads alone. */
class OutlinedBlock implements Block {
  readonly type = 'block';
  readonly name: string;
  readonly labels: Block['labels'];
  readonly head: Span;
  readonly start: number;
  readonly end: number;
  readonly #text: string;
  #body: Body | undefined;

  constructor(text: string, block: Block, from: number) {
    this.name = block.name;
    this.labels = block.labels.map((label) => ({ ...moved(label, from), value: label.value }));
    this.head = moved(block.head, from);
    this.start = block.start - from;
    this.end = block.end - from;
    this.#text = text;
  }

  get body(): Body {
    this.#body ??= parseHcl(this.#text).body.items.find((item) => item.type === 'block')?.body;
    return this.#body ?? { start: this.head.end, end: this.end, items: [] };
  }
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
