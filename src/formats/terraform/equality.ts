import type { Value } from '../../facts';
import { type Data, partsOf } from '../../resource';
import { digits } from './numbers';
import { fieldsIn, isOpen, listIn, type Type, typeOf } from './types';

/** The order of texts in Terraform: by code points. */
export function byCodePoints(left: string, right: string): number {
  const [a, b] = [[...left], [...right]];
  for (let at = 0; at < a.length && at < b.length; at++) {
    const difference = a[at]!.codePointAt(0)! - b[at]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Entries of a set in Terraform's order: single values by size, others as they come. */
export function ordered(items: Value<Data>[]): Value<Data>[] {
  const key = (item: Value<Data>): Data | undefined => (item.state === 'known' ? item.value : undefined);
  return items.sort((left, right) => {
    const [a, b] = [key(left), key(right)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === 'string' && typeof b === 'string') return byCodePoints(a, b);
    return (typeof a === 'number' || typeof a === 'boolean') && typeof a === typeof b ? Number(a) - Number(b) : 0;
  });
}

/** Whether two values are the same, as `==` has it: of the same type, too. Undefined where that is not known. */
export function equal(left: Value<Data>, right: Value<Data>): boolean | undefined {
  if (left.state !== 'known' || right.state !== 'known') return undefined;
  const [a, b] = [left.value, right.value];
  if (a === null || b === null) return a === b ? true : isReference(a) || isReference(b) ? undefined : false;
  const sizes = [sizeOf(a), sizeOf(b)];
  if (!sizes.includes(undefined) && sizes[0] !== sizes[1]) return false;
  const [first, second] = [typeOf(left), typeOf(right)];
  const alike = sameType(first, second);
  if (alike === false) return false;
  const [x, y] = [listIn(a), listIn(b)];
  if (x && y) {
    if (isOpen(x) || isOpen(y)) return undefined;
    const answer = within(alike, pairs(x, y));
    // the order of a set of structures is its own
    return answer === false && isSetOfStructures(first) ? undefined : answer;
  }
  const [f, g] = [fieldsIn(a), fieldsIn(b)];
  if (f && g) {
    if (isOpen(f) || isOpen(g)) return undefined;
    const names = [...f.fields.keys()];
    if (!names.every((name) => g.fields.has(name))) return false;
    return within(
      alike,
      names.map((name) => [f.fields.get(name)!, g.fields.get(name)!] as const),
    );
  }
  if (typeof a === 'number' && typeof b === 'number') {
    return digits(a) === undefined || digits(b) === undefined ? undefined : a === b;
  }
  return typeof a === 'object' || typeof b === 'object' ? differs(left, right) : a === b;
}

const isReference = (data: Data): boolean => typeof data === 'object' && data !== null && 'address' in data;

/** How much is in a structure, where that is known: other values have none. */
function sizeOf(data: Data): number | undefined {
  const structure = listIn(data) ?? fieldsIn(data);
  if (!structure) return undefined;
  return isOpen(structure) ? undefined : 'fields' in structure ? structure.fields.size : structure.length;
}

const isSetOfStructures = (type: Type): boolean =>
  typeof type !== 'string' && type.of === 'set' && typeof type.element !== 'string';

const pairs = (left: readonly Value<Data>[], right: readonly Value<Data>[]) =>
  left.flatMap((item, index) => (right[index] ? [[item, right[index]] as const] : []));

function within(
  alike: boolean | undefined,
  both: readonly (readonly [Value<Data>, Value<Data>])[],
): boolean | undefined {
  const answers = both.map(([left, right]) => equal(left, right));
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : alike;
}

/** Texts that are known in part can only be known to differ: by how they begin or end. */
function differs(left: Value<Data>, right: Value<Data>): false | undefined {
  const [a, b] = [partsOf(left), partsOf(right)];
  const [headA, headB] = [a?.[0], b?.[0]];
  const [tailA, tailB] = [a?.at(-1), b?.at(-1)];
  if (headA?.type === 'known' && headB?.type === 'known') {
    const length = Math.min(headA.text.length, headB.text.length);
    if (headA.text.slice(0, length) !== headB.text.slice(0, length)) return false;
  }
  if (tailA?.type === 'known' && tailB?.type === 'known') {
    const length = Math.min(tailA.text.length, tailB.text.length);
    if (length > 0 && tailA.text.slice(-length) !== tailB.text.slice(-length)) return false;
  }
  return undefined;
}

/** Whether two types are the same; undefined where one of them is not known to the end. */
function sameType(left: Type, right: Type): boolean | undefined {
  if (left === 'any' || right === 'any') return undefined;
  if (typeof left === 'string' || typeof right === 'string') return left === right;
  if (left.of === 'tuple' && right.of === 'tuple') {
    if (left.elements.length !== right.elements.length) return false;
    return both(left.elements.map((type, index) => sameType(type, right.elements[index]!)));
  }
  if (left.of === 'object' && right.of === 'object') {
    const names = [...left.attributes.keys()];
    if (names.length !== right.attributes.size || !names.every((name) => right.attributes.has(name))) return false;
    return both(names.map((name) => sameType(left.attributes.get(name)!.type, right.attributes.get(name)!.type)));
  }
  if (left.of === 'tuple' || left.of === 'object' || right.of === 'tuple' || right.of === 'object') return false;
  return left.of === right.of ? sameType(left.element, right.element) : false;
}

const both = (answers: readonly (boolean | undefined)[]): boolean | undefined =>
  answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
