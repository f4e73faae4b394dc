import { entriesOf, type Node, nameOf } from '../../../document/data';
import { parseYaml } from '../../../document/yaml';
import { unknownAt, type Value } from '../../../facts';
import type { Data } from '../../../resource';
import { byCodePoints } from '../equality';
import { reason } from '../failure';
import { digits } from '../numbers';
import { fieldsIn, listIn } from '../types';
import { type Call, fails, made, maker, plain, type Run, tooMuch, unknownOf } from './signature';

/** What YAML 1.1 takes for booleans, as Terraform does. */
const BOOLEANS: Readonly<Record<string, boolean>> = { y: true, yes: true, on: true, n: false, no: false, off: false };

type Make = (data: Data) => Value<Data>;

/** A node as data, or undefined when there is too much of it. */
function dataOf(node: Node | undefined, make: Make, call: Call): Value<Data> | undefined {
  if (!call.spend(1)) return undefined;
  if (!node) return make(null);
  if (node.type === 'scalar') {
    const word = node.style === 'plain' && typeof node.value === 'string' ? node.value.toLowerCase() : '';
    return make(Object.hasOwn(BOOLEANS, word) ? BOOLEANS[word]! : node.value);
  }
  if (node.type === 'sequence') {
    const items: Value<Data>[] = [];
    for (const item of node.items) {
      const data = dataOf(item, make, call);
      if (!data) return undefined;
      items.push(data);
    }
    return make(items);
  }
  const fields = new Map<string, Value<Data>>();
  for (const { key, value } of entriesOf(node)) {
    const data = dataOf(value, make, call);
    if (!data) return undefined;
    fields.set(nameOf(key), data);
  }
  return make({ type: 'fields', fields });
}

export const yamldecode: Run = (args, call) => {
  const text = plain(['string'], ([written]) => (call.spend(written.length / 10) ? written : tooMuch(call)))(
    args,
    call,
  );
  if (text.state !== 'known' || typeof text.value !== 'string') return text;
  const { roots, problems } = parseYaml(text.value);
  if (problems.length > 0 || roots.length > 1) return fails(call);
  return dataOf(roots[0], maker(args, call), call) ?? tooMuch(call);
};

/** A line of a sequence or mapping, to be written below others. */
type Lines = readonly string[];

const quoted = (text: string): string => JSON.stringify(text);

/** Texts that stand in one line as they are between quotes. Others are folded or escaped in ways that are not known here. */
const isSimple = (text: string): boolean => text.length <= 60 && /^[\x20-\x7e]*$/.test(text);
const isLiteral = (text: string): boolean =>
  /^[\x21-\x7e][\x20-\x7e\n]*[\x21-\x7e]\n$/.test(text) && !/ \n/.test(text) && !text.includes('\n\n');

/** A value as lines: `undefined` where how it is written is not known here. */
function linesOf(value: Value<Data>): Lines | undefined {
  const data = value.state === 'known' ? value.value : undefined;
  if (data === undefined) return undefined;
  if (data === null || typeof data === 'boolean') return [String(data)];
  if (typeof data === 'number') return digits(data) === undefined ? undefined : [digits(data)!];
  if (typeof data === 'string') return textLines(data);
  const list = listIn(data);
  if (list) {
    if (list.length === 0) return ['[]'];
    return joined(list.map((item) => below('- ', item, '  ')));
  }
  const fields = fieldsIn(data)?.fields;
  if (!fields) return undefined;
  if (fields.size === 0) return ['{}'];
  const sorted = [...fields].sort(([left], [right]) => byCodePoints(left, right));
  return joined(sorted.map(([name, field]) => (isSimple(name) ? entry(`${quoted(name)}:`, field) : undefined)));
}

const textLines = (text: string): Lines | undefined =>
  isSimple(text) ? [quoted(text)] : isLiteral(text) ? ['|', ...text.slice(0, -1).split('\n')] : undefined;

const joined = (parts: readonly (Lines | undefined)[]): Lines | undefined =>
  parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);

function below(head: string, value: Value<Data>, indent: string): Lines | undefined {
  const lines = linesOf(value);
  return lines?.map((line, index) => (index === 0 ? head : indent) + line);
}

/** A key with its value: structures stand on lines of their own, sequences no further in than the key. */
function entry(head: string, value: Value<Data>): Lines | undefined {
  const data = value.state === 'known' ? value.value : null;
  const list = listIn(data);
  if (list && list.length > 0) return joined([[head], linesOf(value)]);
  const isMapping = (fieldsIn(data)?.fields.size ?? 0) > 0;
  if (isMapping) return joined([[head], linesOf(value)?.map((line) => `  ${line}`)]);
  return below(`${head} `, value, '  ');
}

export const yamlencode: Run = (args, call) => {
  const [value] = args;
  if (!value || args.length > 1 || reason(value) !== undefined) return unknownOf(value, call);
  const data = value.state === 'known' ? value.value : undefined;
  const lines = linesOf(value);
  const isText = typeof data === 'string';
  // what stands alone and unquoted is ended by dots, and the lines of a text stand further in
  const end = data === null || typeof data === 'boolean' || typeof data === 'number' ? '...\n' : '';
  return lines
    ? made(`${lines.join(isText ? '\n  ' : '\n')}\n${end}`, args, call)
    : unknownAt(call.at, 'yamlencode() may fold or escape a text of it');
};
