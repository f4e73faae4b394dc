import { entryOf, type Node, nodeAt } from '../../document/data';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asNumber, asString, type Data } from '../../resource';
import { dataValue, type Reading, readingOf } from '../data-value';
import { resting } from './conditions';
import { argumentsOf } from './functions';
import type { Reach } from './reach';
import { entryAt } from './template';

/** The entries of a list, or why nobody knows them. */
function listIn(node: Node | undefined, reading: Reading): Value<readonly Value<Data>[]> | undefined {
  const list = node && dataValue(node, reading);
  if (list?.state === 'unknown') return list;
  if (list?.state !== 'known' || !Array.isArray(list.value)) return undefined;
  return { ...list, value: list.value as readonly Value<Data>[] };
}

/** `Fn::Select`: an index and a list. An unknown entry before it may yet be taken away, and is counted all the same. */
export function select(node: Node, reading: Reading): Value<Data> | undefined {
  const [first, second] = argumentsOf(node);
  const index = first && asNumber(dataValue(first, reading));
  const list = listIn(second, reading);
  if (list?.state === 'unknown' || index?.state === 'unknown') return list?.state === 'unknown' ? list : undefined;
  if (list?.state !== 'known' || index?.state !== 'known') return undefined;
  const found = list.value[index.value];
  return found?.state === 'known' && list.byDefault ? { ...found, byDefault: true } : found;
}

/** `Fn::Length` of a list. */
export function length(node: Node, reading: Reading, at: Place): Value<Data> | undefined {
  // a list in the short form is the argument itself
  const list = listIn(node, reading);
  if (list?.state !== 'known') return list?.state === 'unknown' ? list : undefined;
  return { ...knownAt<Data>(list.value.length, at), ...resting([list], at) };
}

/** `Fn::FindInMap`: a mapping, two keys, and what holds where there is no such entry. */
export function findInMap(node: Node, reading: Reading, reach: Reach, at: Place): Value<Data> | undefined {
  const [map, top, second, otherwise] = argumentsOf(node);
  if (!map || !top || !second) return undefined;
  const keys = [map, top, second].map((word) => asString(dataValue(word, reading)));
  const open = keys.find(({ state }) => state !== 'known');
  if (open) return open.state === 'unknown' ? open : undefined;
  const [name = '', ...path] = keys.map((key) => (key.state === 'known' ? key.value : ''));
  const declaration = reach.declared('mapping', name)[0];
  const opened = declaration && reach.open(declaration);
  const found = opened && nodeAt(entryAt(opened)?.value, ...path);
  if (opened && found) {
    const value = dataValue(found, readingOf(opened));
    return value.state === 'known' ? { ...value, via: [at], ...resting(keys, at) } : value;
  }
  const fallback = entryOf(otherwise, 'DefaultValue')?.value;
  if (fallback && opened) return dataValue(fallback, reading);
  return unknownAt(at, opened ? `mapping ${name} has no such entry` : `mapping ${name} is not declared here`);
}

/** More subnets than this fit into no template. */
const SUBNETS = 256;

/** `Fn::Cidr`: a block, how many parts of it, and how many bits of an address each part leaves free. */
export function cidr(node: Node, reading: Reading, at: Place): Value<Data> | undefined {
  const [first, second, third] = argumentsOf(node);
  const block = first && asString(dataValue(first, reading));
  const count = second && asNumber(dataValue(second, reading));
  const bits = third && asNumber(dataValue(third, reading));
  if (block?.state === 'unknown') return block;
  if (block?.state !== 'known' || count?.state !== 'known' || bits?.state !== 'known') return undefined;
  const blocks = partsOfBlock(block.value, count.value, bits.value);
  const rest = resting([block, count, bits], at);
  return (
    blocks && {
      ...knownAt<Data>(
        blocks.map((part): Value<Data> => ({ ...knownAt<Data>(part, at), ...rest })),
        at,
      ),
      ...rest,
    }
  );
}

function partsOfBlock(block: string, count: number, bits: number): readonly string[] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block);
  if (!match || !(count >= 1 && count <= SUBNETS) || !(bits >= 1 && bits <= 32)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, width = 0] = match.slice(1).map(Number);
  const size = 2 ** bits;
  const whole = 2 ** (32 - width);
  if (width > 32 || count * size > whole) return undefined;
  const base = Math.floor((((a * 256 + b) * 256 + c) * 256 + d) / whole) * whole;
  return Array.from({ length: count }, (_, i) => {
    const from = base + i * size;
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(from / 2 ** shift) % 256);
    return `${octets.join('.')}/${32 - bits}`;
  });
}
