import type { DataDocument, Entry, Node } from './data';
import { actionsOf } from './helm/actions';
import { branchesOf } from './helm/blocks';
import { withActions } from './helm/holes';
import { maskTemplate } from './helm/mask';
import { lineSyntax } from './lines';
import type { Cut, Syntax } from './syntax';
import { parseYaml, yamlSyntax } from './yaml';
import { isEntangled } from './yaml/cut';

/** Templates that write YAML, read as what they write. Every position is that of the template. */
export const helmSyntax: Syntax = {
  ...yamlSyntax,
  id: 'helm',
  cut: cutTemplate,
  parse: parseTemplate,
  // what stands in a block hangs on the words around it
  entangled: (text) => isEntangled(text) || /\{\{-?\s*(?:if|else|end|with|range|define|block)\b/.test(text),
};

/** Named templates: lines of text, cut where one begins. */
export const templateSyntax: Syntax = {
  ...lineSyntax,
  id: 'template',
  cut(text) {
    const starts = [...text.matchAll(/^\{\{-?[ \t]*define\b/gm)].map(({ index }) => index);
    if (starts[0] !== 0) starts.unshift(0);
    return starts.map((start, i) => ({ start, end: starts[i + 1] ?? text.length, under: [] }));
  },
};

/** The YAML of a template: a value that an action writes is a scalar whose value is its source, braces included. */
export function parseTemplate(text: string): DataDocument {
  const actions = actionsOf(text);
  if (actions.length === 0) return parseYaml(text);
  const branches = branchesOf(actions, text.length);
  const masked = maskTemplate(text, actions, branches);
  const { roots, problems } = parseByDocument(masked.text);
  return {
    syntax: 'yaml',
    text,
    roots: withActions(roots, text, actions, masked.expansions),
    problems,
    template: { actions, branches },
  };
}

/** A stream read document by document: one is read much faster than several (`yaml/plain.ts`). */
function parseByDocument(text: string): Pick<DataDocument, 'roots' | 'problems'> {
  const cuts = yamlSyntax.cut(text);
  if (cuts.length === 1 || cuts.some(({ under }) => under.length > 0)) return parseYaml(text);
  const parts = cuts.map(({ start, end }) => ({ by: start, document: parseYaml(text.slice(start, end)) }));
  return {
    roots: parts.flatMap(({ by, document }) => document.roots.map((root) => root && shifted(root, by))),
    problems: parts.flatMap(({ by, document }) =>
      document.problems.map((problem) => ({ ...problem, start: problem.start + by, end: problem.end + by })),
    ),
  };
}

/** A node of a text that stands further on in another. */
function shifted(node: Node, by: number): Node {
  const span = { start: node.start + by, end: node.end + by };
  if (node.type === 'scalar') return { ...node, ...span };
  if (node.type === 'sequence') return { ...node, ...span, items: node.items.map((item) => shifted(item, by)) };
  const entries = node.entries.map(({ start, end, key, value }): Entry => {
    const moved = { ...key, start: key.start + by, end: key.end + by };
    return { start: start + by, end: end + by, key: moved, value: value && shifted(value, by) };
  });
  return { ...node, ...span, entries };
}

/** Cuts where the YAML would be cut, but for cuts inside of a block: its parts mean something only together. */
function cutTemplate(text: string): readonly Cut[] {
  const actions = actionsOf(text);
  if (actions.length === 0) return yamlSyntax.cut(text);
  const branches = branchesOf(actions, text.length);
  const cuts = yamlSyntax.cut(maskTemplate(text, actions, branches).text);
  const together: Cut[] = [];
  let next = 0;
  let covered = 0;
  for (const cut of cuts) {
    for (; next < branches.length && branches[next]!.block.start < cut.start; next++) {
      covered = Math.max(covered, branches[next]!.block.end);
    }
    const last = together.at(-1);
    if (last && (covered > cut.start || cut.under.length > 0))
      together[together.length - 1] = { ...last, end: cut.end };
    else together.push({ ...cut, under: [] });
  }
  return together;
}

/** A template for those who read it by lines: a value on a line stays as written, lines that an action writes are comments. */
export function linesOfTemplate(text: string): string {
  const actions = actionsOf(text);
  return actions.length === 0 ? text : maskTemplate(text, actions, branchesOf(actions, text.length), true).text;
}
