import type { Expression } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, asNumber, type Data } from '../../resource';
import { defaulted } from '../embedded';

type Operation = Extract<Expression, { type: 'binary' | 'unary' }>;

const ARITHMETIC: Readonly<Record<string, (left: number, right: number) => number | boolean>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
};

/** An operation on known values; `&&` and `||` need only the side that decides. */
export function operate(operation: Operation, evaluate: (part: Expression) => Value<Data>, at: Place): Value<Data> {
  if (operation.type === 'unary') {
    const of = evaluate(operation.of);
    if (operation.operator === '!') return made(asBoolean(of), (value) => !value, at);
    return made(asNumber(of), (value) => -value, at);
  }
  const left = evaluate(operation.left);
  const right = evaluate(operation.right);
  const { operator } = operation;
  if (operator === '&&' || operator === '||') return logic(operator, asBoolean(left), asBoolean(right), at);
  if (operator === '==' || operator === '!=') {
    const same = equal(left, right);
    return same === undefined
      ? unknownAt(at, 'the sides of a comparison are not known')
      : { ...knownAt<Data>(same === (operator === '=='), at), ...defaulted([left, right]) };
  }
  const [a, b] = [asNumber(left), asNumber(right)];
  const compute = ARITHMETIC[operator];
  if (a.state !== 'known' || b.state !== 'known' || !compute) return unknownAt(at, 'the numbers are not known');
  return { ...knownAt<Data>(compute(a.value, b.value), at), ...defaulted([left, right]) };
}

function made<T extends Data>(value: Value<T>, change: (value: T) => Data, at: Place): Value<Data> {
  if (value.state !== 'known') return unknownAt(at, 'what it turns round is not known');
  return { ...knownAt<Data>(change(value.value), at), ...defaulted([value]) };
}

function logic(operator: '&&' | '||', left: Value<boolean>, right: Value<boolean>, at: Place): Value<Data> {
  const deciding = operator === '||';
  for (const side of [left, right]) {
    if (side.state === 'known' && side.value === deciding) {
      return { ...knownAt<Data>(deciding, at), ...defaulted([side]) };
    }
  }
  if (left.state !== 'known' || right.state !== 'known') return unknownAt(at, 'a condition is not known');
  return { ...knownAt<Data>(!deciding, at), ...defaulted([left, right]) };
}

/** Whether two single values are the same; undefined unless both are known. A structure is never null. */
function equal(left: Value<Data>, right: Value<Data>): boolean | undefined {
  if (left.state !== 'known' || right.state !== 'known') return undefined;
  const [a, b] = [left.value, right.value];
  const single = (data: Data): boolean => data === null || typeof data !== 'object';
  if (single(a) && single(b)) return a === b;
  if ((a === null && Array.isArray(b)) || (b === null && Array.isArray(a))) return false;
  return undefined;
}
