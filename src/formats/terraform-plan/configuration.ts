import type { Header } from '../../declaration';
import { type Mapping, type Node, nameOf, nodeAt } from '../../document/data';
import { isIdentity } from '../terraform/names';

/** Modules that may stand within one another. */
const MAX_DEPTH = 20;
const MAX_MENTIONS = 100_000;

/** A mention of a resource: its address without keys of instances, and what of it is asked for. */
interface Mention {
  readonly to: string;
  readonly attribute: string;
}

/** What a module's names stand for: variables by what its call hands in. */
interface Scope {
  readonly node: Node | undefined;
  /** `module.shop.`, or empty for the root. */
  readonly prefix: string;
  readonly variables: ReadonlyMap<string, Mention>;
  readonly depth: number;
  /** How many more mentions may be followed, all modules together. */
  readonly budget: { left: number };
}

/**
 * Which resources attributes name, from the configuration that a plan repeats: before it is applied nobody knows an
 * id, but whose it will be. One header for each such attribute, found by `ADDRESS ATTRIBUTE`.
 */
export function mentions(configuration: Node | undefined): readonly Header[] {
  const headers: Header[] = [];
  const budget = { left: MAX_MENTIONS };
  const node = nodeAt(configuration, 'root_module');
  collect({ node, prefix: '', variables: new Map(), depth: 0, budget }, headers);
  return headers;
}

function collect(scope: Scope, headers: Header[]): void {
  const { node, prefix, depth, budget } = scope;
  if (depth > MAX_DEPTH) return;
  const resources = nodeAt(node, 'resources');
  for (const resource of resources?.type === 'sequence' ? resources.items : []) {
    const address = text(nodeAt(resource, 'address'));
    for (const { key, value, start, end } of entries(nodeAt(resource, 'expressions'))) {
      const mention = mentioned(value, scope);
      if (address === undefined || !mention) continue;
      const note = { to: mention.to, attribute: mention.attribute };
      headers.push({ kind: 'mention', key: `${prefix}${address} ${nameOf(key)}`, start, end, note });
    }
  }
  for (const { key, value } of entries(nodeAt(node, 'module_calls'))) {
    const variables = new Map<string, Mention>();
    for (const argument of entries(nodeAt(value, 'expressions'))) {
      const mention = mentioned(argument.value, scope);
      if (mention) variables.set(nameOf(argument.key), mention);
    }
    const inner = { node: nodeAt(value, 'module'), prefix: `${prefix}module.${nameOf(key)}.` };
    collect({ ...inner, variables, depth: depth + 1, budget }, headers);
  }
}

/** The one resource that an expression names by what identifies it; undefined where it names none, or several. */
function mentioned(expression: Node | undefined, scope: Scope): Mention | undefined {
  const references = nodeAt(expression, 'references');
  const found = new Map<string, Mention>();
  for (const reference of references?.type === 'sequence' ? references.items : []) {
    const mention = resolved(text(reference) ?? '', scope);
    if (mention) found.set(mention.to, mention);
  }
  return found.size === 1 ? [...found.values()][0] : undefined;
}

function resolved(reference: string, scope: Scope): Mention | undefined {
  if (scope.budget.left-- <= 0) return undefined;
  const steps = reference.replace(/\[[^\]]*\]/g, '').split('.');
  const [first, second, third] = steps;
  if (first === 'var') return scope.variables.get(second ?? '');
  if (first === 'module') return third === undefined ? undefined : output(second ?? '', third, scope);
  const names = first === 'data' ? 3 : 2;
  const attribute = steps[names];
  if (first === 'local' || first === 'each' || first === 'count' || attribute === undefined) return undefined;
  return isIdentity(attribute) ? { to: `${scope.prefix}${steps.slice(0, names).join('.')}`, attribute } : undefined;
}

/** What a module gives back, as far as it names a resource of its own. */
function output(call: string, name: string, { node, prefix, depth, budget }: Scope): Mention | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const module = nodeAt(node, 'module_calls', call, 'module');
  const variables = new Map<string, Mention>();
  const inner: Scope = { node: module, prefix: `${prefix}module.${call}.`, variables, depth: depth + 1, budget };
  return mentioned(nodeAt(module, 'outputs', name, 'expression'), inner);
}

const entries = (node: Node | undefined): Mapping['entries'] => (node?.type === 'mapping' ? node.entries : []);

export const text = (node: Node | undefined): string | undefined =>
  node?.type === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
