import { plain, type Table } from './signature';

/** A block of addresses. */
interface Block {
  readonly base: bigint;
  readonly length: number;
  readonly bits: 32 | 128;
}

function ipv4(text: string): bigint | undefined {
  const groups = text.split('.');
  if (groups.length !== 4 || !groups.every((group) => /^(0|[1-9]\d{0,2})$/.test(group) && Number(group) < 256))
    return undefined;
  return groups.reduce((sum, group) => sum * 256n + BigInt(group), 0n);
}

function ipv6(text: string): bigint | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const last = dotted ? ipv4(dotted[2]!) : undefined;
  if (dotted && last === undefined) return undefined;
  const whole = dotted
    ? `${dotted[1]}${((last ?? 0n) >> 16n).toString(16)}:${((last ?? 0n) & 0xffffn).toString(16)}`
    : text;
  const halves = whole.split('::');
  if (halves.length > 2) return undefined;
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

function blockIn(text: string): Block | undefined {
  const [address = '', suffix = '', ...more] = text.split('/');
  const isV6 = address.includes(':');
  const bits = isV6 ? 128 : 32;
  const value = isV6 ? ipv6(address) : ipv4(address);
  if (value === undefined || more.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(suffix) || Number(suffix) > bits)
    return undefined;
  const length = Number(suffix);
  const host = BigInt(bits - length);
  return { base: (value >> host) << host, length, bits };
}

const dotted = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');

function spelled(value: bigint, bits: 32 | 128): string {
  if (bits === 32) return dotted(value);
  if (value >> 32n === 0xffffn) return dotted(value & 0xffffffffn);
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - index * 16)) & 0xffffn));
  let longest = { start: 0, length: 1 };
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > longest.length) longest = { start, length: end - start };
  }
  const hex = groups.map((group) => group.toString(16));
  if (longest.length === 1) return hex.join(':');
  return `${hex.slice(0, longest.start).join(':')}::${hex.slice(longest.start + longest.length).join(':')}`;
}

/** The size of a block as a number of addresses. */
const sizeOf = (bits: number, length: number): bigint => 1n << BigInt(bits - length);

function host(text: string, number: number): string | undefined {
  const block = blockIn(text);
  if (!block || !Number.isSafeInteger(number)) return undefined;
  const size = sizeOf(block.bits, block.length);
  const at = number < 0 ? size + BigInt(number) : BigInt(number);
  return at < 0n || at >= size ? undefined : spelled(block.base + at, block.bits);
}

function subnet(text: string, added: number, number: number): string | undefined {
  const block = blockIn(text);
  if (!block || !Number.isSafeInteger(added) || !Number.isSafeInteger(number)) return undefined;
  const length = block.length + added;
  if (added < 0 || length > block.bits || number < 0 || BigInt(number) >= 1n << BigInt(added)) return undefined;
  return `${spelled(block.base + BigInt(number) * sizeOf(block.bits, length), block.bits)}/${length}`;
}

/** One after another, each at the next address that its size allows. */
function subnets(text: string, sizes: readonly number[]): readonly string[] | undefined {
  const block = blockIn(text);
  if (!block) return undefined;
  const found: string[] = [];
  let next = 0n;
  for (const added of sizes) {
    const length = block.length + added;
    if (!Number.isInteger(added) || added < 1 || length > block.bits) return undefined;
    const size = sizeOf(block.bits, length);
    next = ((next + size - 1n) / size) * size;
    found.push(`${spelled(block.base + next, block.bits)}/${length}`);
    next += size;
    if (next > sizeOf(block.bits, block.length)) return undefined;
  }
  return found;
}

export const network: Table = {
  cidrhost: plain(['string', 'number'], ([prefix, number]) => host(prefix, number)),
  cidrnetmask: plain(['string'], ([prefix]) => {
    const block = blockIn(prefix);
    return block?.bits === 32 ? dotted((sizeOf(32, 0) - 1n) ^ (sizeOf(32, block.length) - 1n)) : undefined;
  }),
  cidrsubnet: plain(['string', 'number', 'number'], ([prefix, added, number]) => subnet(prefix, added, number)),
  cidrsubnets: plain(['string'], ([prefix], _, sizes) => subnets(prefix, sizes), { rest: true }),
};
