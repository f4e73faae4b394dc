import type { Expression } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asBoolean, asNumber, type Data } from '../../resource';
import { defaulted } from '../embedded';
import { convert } from './convert';
import { equal } from './equality';
import { failed, isFailure, passed, reason } from './failure';
import { compute } from './numbers';

type Operation = Extract<Expression, { type: 'binary' | 'unary' }>;

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
};

/** An operation on known values; `&&` and `||` need only the side that decides. */
export function operate(operation: Operation, evaluate: (part: Expression) => Value<Data>, at: Place): Value<Data> {
  if (operation.type === 'unary') {
    const of = evaluate(operation.of);
    return operation.operator === '!' ? negated(of, at) : arithmetic('-', { ...of, state: 'known', value: 0 }, of, at);
  }
  const { operator } = operation;
  const left = evaluate(operation.left);
  const right = evaluate(operation.right);
  if (operator === '&&' || operator === '||') return logic(operator, left, right, at);
  if (operator !== '==' && operator !== '!=') return arithmetic(operator, left, right, at);
  const broken = [left, right].find(isFailure);
  if (broken) return passed(broken, at);
  const same = equal(left, right);
  return same === undefined
    ? unknownAt(at, reason(left) ?? reason(right) ?? 'the sides of a comparison are not known')
    : { ...knownAt<Data>(same === (operator === '=='), at), ...defaulted([left, right]) };
}

function negated(value: Value<Data>, at: Place): Value<Data> {
  const truth = asBoolean(convert(value, 'bool'));
  if (truth.state !== 'known') return without(convert(value, 'bool'), at);
  return { ...knownAt<Data>(!truth.value, at), ...defaulted([value]) };
}

/** What an operation is whose side is unknown, or null, which Terraform does not take. */
const without = (side: Value<Data>, at: Place): Value<Data> =>
  side.state === 'known' && side.value === null ? failed(at, 'null stands where a value is needed') : passed(side, at);

function arithmetic(operator: string, left: Value<Data>, right: Value<Data>, at: Place): Value<Data> {
  const sides = [convert(left, 'number'), convert(right, 'number')] as const;
  const [a, b] = [asNumber(sides[0]), asNumber(sides[1])];
  if (a.state !== 'known' || b.state !== 'known') {
    const broken = sides.find(isFailure) ?? (a.state === 'known' ? sides[1] : sides[0]);
    return without(broken, at);
  }
  const compare = COMPARISONS[operator];
  const result = compare ? compare(a.value, b.value) : compute(operator, a.value, b.value);
  if (typeof result === 'number' && !Number.isFinite(result)) {
    const isDivided = operator === '/' && b.value === 0;
    return unknownAt(at, isDivided ? 'it divides by zero' : 'the number has more digits than are kept');
  }
  return { ...knownAt<Data>(result, at), ...defaulted([left, right]) };
}

function logic(operator: '&&' | '||', left: Value<Data>, right: Value<Data>, at: Place): Value<Data> {
  const deciding = operator === '||';
  const sides = [convert(left, 'bool'), convert(right, 'bool')];
  const broken = sides.find(isFailure);
  if (broken) return passed(broken, at);
  for (const side of sides) {
    if (side.state === 'known' && side.value === deciding)
      return { ...knownAt<Data>(deciding, at), ...defaulted([side]) };
  }
  const open = sides.find((side) => asBoolean(side).state !== 'known');
  if (open) return without(open, at);
  return { ...knownAt<Data>(!deciding, at), ...defaulted(sides) };
}
