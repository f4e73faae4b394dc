import { createRequire } from 'node:module';
import { parse as parseJsonForm } from '@cdktn/hcl2json';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { type Block, type Body, type Expression, hclSyntax } from '../../src/document/hcl';
import { plainText } from '../../src/document/hcl/walk';

/** What the comparison of one text found: every difference as one line. */
export interface HclAgreement {
  /** Nodes whose spans were compared with tree-sitter's. */
  readonly nodes: number;
  /** Attributes and blocks whose values were compared with those of HashiCorp's parser. */
  readonly values: number;
  readonly differences: readonly string[];
  /** Differences that are known to be the other parser's mistake. */
  readonly excused: readonly string[];
  /** Why one of the others did not read the text; spans or values then were not compared. */
  readonly skipped: readonly string[];
}

let parser: Promise<Parser> | undefined;

async function treeSitter(): Promise<Parser> {
  await Parser.init();
  const require = createRequire(`${process.cwd()}/package.json`);
  const language = await Language.load(require.resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm'));
  return new Parser().setLanguage(language);
}

/** Compares our tree of a text with two independent parsers: spans with tree-sitter, values with HashiCorp's own. */
export async function compareWithOracles(text: string): Promise<HclAgreement> {
  const document = hclSyntax.parse(text);
  if (document.syntax !== 'hcl') throw new Error('no HCL document');
  const result = { nodes: 0, values: 0, differences: [] as string[], excused: [] as string[], skipped: [] as string[] };
  parser ??= treeSitter();
  const tree = (await parser).parse(text)!;
  if (tree.rootNode.hasError) result.skipped.push('tree-sitter reports an error');
  else {
    const ours = new Set<string>();
    bodySpans(document.body, ours);
    result.nodes = ours.size;
    compareSpans(text, ours, theirSpans(tree.rootNode), result);
  }
  tree.delete();
  try {
    const theirs = await parseJsonForm('main.tf', text);
    result.values = compareValues(bodyValue(document.body), theirs, '', result.differences);
    if (document.problems.length > 0) result.differences.push(`problem: ${document.problems[0]!.message}`);
  } catch (error) {
    result.skipped.push(`HashiCorp's parser: ${String(error).slice(0, 80)}`);
  }
  return result;
}

/** tree-sitter's names of nodes, and what they are to us. */
const KINDS: Readonly<Record<string, string>> = {
  attribute: 'attribute',
  block: 'block',
  string_lit: 'string',
  quoted_template: 'string',
  heredoc_template: 'heredoc',
  function_call: 'call',
  tuple: 'tuple',
  object: 'object',
  for_expr: 'for',
  template_interpolation: 'interpolation',
};

const key = (kind: string, start: number, end: number): string => `${kind} ${start} ${end}`;

function theirSpans(root: Node): Set<string> {
  const spans = new Set<string>();
  const visit = (node: Node): void => {
    const kind = KINDS[node.type];
    if (kind && node.endIndex > node.startIndex) spans.add(key(kind, node.startIndex, node.endIndex));
    for (const child of node.namedChildren) if (child) visit(child);
  };
  visit(root);
  return spans;
}

function bodySpans({ items }: Body, spans: Set<string>): void {
  for (const item of items) {
    spans.add(key(item.type, item.start, item.end));
    if (item.type === 'attribute') expressionSpans(item.value, spans);
    else {
      for (const label of item.labels)
        if (label.end - label.start > label.value.length) spans.add(key('string', label.start, label.end));
      bodySpans(item.body, spans);
    }
  }
}

function expressionSpans(expression: Expression, spans: Set<string>): void {
  const all = (list: readonly (Expression | undefined)[]): void => {
    for (const one of list) if (one) expressionSpans(one, spans);
  };
  const own = (kind: string): unknown => spans.add(key(kind, expression.start, expression.end));
  switch (expression.type) {
    case 'template':
      if (expression.inner.start > expression.start) own(expression.heredoc ? 'heredoc' : 'string');
      for (const part of expression.parts) {
        if (part.type === 'directive') spans.add(key('directive', part.start, part.end));
        if (part.type !== 'interpolation') continue;
        spans.add(key('interpolation', part.start, part.end));
        expressionSpans(part.value, spans);
      }
      return;
    case 'traversal':
    case 'access':
      if (expression.type === 'access') all([expression.of]);
      all(expression.steps.map((step) => (step.type === 'index' ? step.key : undefined)));
      return;
    case 'call':
      own('call');
      all(expression.args);
      return;
    case 'tuple':
      own('tuple');
      all(expression.items);
      return;
    case 'object':
      own('object');
      all(expression.entries.flatMap((entry) => [entry.key, entry.value]));
      return;
    case 'for':
      own('for');
      all([expression.of, expression.key, expression.value, expression.when]);
      return;
    case 'conditional':
      all([expression.test, expression.yes, expression.no]);
      return;
    case 'binary':
      all([expression.left, expression.right]);
      return;
    case 'unary':
      all([expression.of]);
      return;
    default:
  }
}

type Result = { readonly differences: string[]; readonly excused: string[] };

function compareSpans(text: string, ours: ReadonlySet<string>, theirs: ReadonlySet<string>, result: Result): void {
  // what stands in a directive is no part of our tree
  const directives = [...ours].filter((span) => span.startsWith('directive '));
  const inDirective = (at: number): boolean =>
    directives.some((span) => at >= Number(span.split(' ')[1]) && at < Number(span.split(' ')[2]));
  const sides = [
    ['only ours', ours, theirs],
    ['only theirs', theirs, ours],
  ] as const;
  for (const [side, here, there] of sides) {
    for (const span of here) {
      const [kind, start, end] = span.split(' ');
      if (there.has(span) || inDirective(Number(start))) continue;
      const shown = text.slice(Number(start), Number(end));
      const before = text.slice(Math.max(0, Number(start) - 2), Number(start));
      const line = `${side}: ${kind} ${JSON.stringify(shown.slice(0, 80))}`;
      // tree-sitter reads an interpolation behind `$$`, and what is in it; HashiCorp's parser and ours read text
      const escaped =
        side === 'only theirs' && (before === '$$' || before === '%%' || insideEscaped(text, Number(start)));
      (escaped ? result.excused : result.differences).push(line);
    }
  }
}

/** Whether an offset stands in what tree-sitter takes for the interpolation behind `$$`. */
function insideEscaped(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const at = Math.max(line.lastIndexOf('$$${'), line.lastIndexOf('%%%{'));
  return at >= 0 && !line.slice(at).includes('}');
}

/** A value that only a run knows: compared by its presence alone. */
const COMPUTED = Symbol('computed');
type Form = unknown;

function bodyValue({ items }: Body): Record<string, Form> {
  const form: Record<string, Form> = {};
  for (const item of items) {
    if (item.type === 'attribute') form[item.name] = value(item.value);
    else addBlock(form, item);
  }
  return form;
}

function addBlock(form: Record<string, Form>, block: Block): void {
  const path = [block.name, ...block.labels.map((label) => label.value)];
  const last = path.pop()!;
  let at = form;
  for (const name of path) {
    at[name] ??= {};
    at = at[name] as Record<string, Form>;
  }
  at[last] ??= [];
  if (Array.isArray(at[last])) (at[last] as Form[]).push(bodyValue(block.body));
}

function value(expression: Expression): Form {
  switch (expression.type) {
    case 'literal':
      return expression.value;
    case 'template':
      return plainText(expression) ?? COMPUTED;
    case 'tuple':
      return expression.items.map(value);
    case 'object': {
      const form: Record<string, Form> = {};
      for (const entry of expression.entries) {
        const name = plainText(entry.key);
        if (name === undefined) return COMPUTED;
        form[name] = value(entry.value);
      }
      return form;
    }
    case 'unary': {
      const of = value(expression.of);
      return expression.operator === '-' && typeof of === 'number' ? -of : COMPUTED;
    }
    default:
      return COMPUTED;
  }
}

/** They give a literal `${` as it is escaped in the source. */
const unescaped = (theirs: Form): Form =>
  typeof theirs === 'string' ? theirs.replaceAll('$${', '${').replaceAll('%%{', '%{') : theirs;

/** Compares ours with theirs, gives how many values were compared. */
function compareValues(ours: Form, theirs: Form, path: string, differences: string[]): number {
  // what they could not compute they give as source between `${` and `}`: so they do for parentheses around a literal
  if (ours === COMPUTED || (typeof theirs === 'string' && theirs.startsWith('${') && ours !== theirs)) return 1;
  const both = typeof ours === 'object' && ours !== null && typeof theirs === 'object' && theirs !== null;
  if (!both) {
    if (ours !== theirs && ours !== unescaped(theirs)) {
      differences.push(`${path}: ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`.slice(0, 200));
    }
    return 1;
  }
  const [a, b] = [ours as Record<string, Form>, theirs as Record<string, Form>];
  let count = 1;
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (Object.hasOwn(a, name) && Object.hasOwn(b, name)) {
      count += compareValues(a[name], b[name], `${path}/${name}`, differences);
    } else differences.push(`${path}/${name}: only ${Object.hasOwn(a, name) ? 'ours' : 'theirs'}`);
  }
  return count;
}
