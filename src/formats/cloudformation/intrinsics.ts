import { type Node, nameOf, type Scalar } from '../../document/data';
import { unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data } from '../../resource';
import { dataValue, type Reading } from '../data-value';
import { decide } from './conditions';
import { argumentsOf, type Intrinsic, intrinsicOf, spelled } from './functions';
import { cidr, findInMap, length, select } from './lists';
import { hasLoop, looped } from './loops';
import type { Reach } from './reach';
import { getAttribute, referTo } from './references';
import { bound, isOpen, join, plainText, split, substitute } from './text';

/** Nodes as the functions of a template have it. */
export function readingIn(reading: Reading, reach: Reach): Reading {
  return { ...reading, special: (node, current) => evaluateIntrinsic(node, current, reach) };
}

/** What only the deployment knows, and why. */
const LATER: Readonly<Record<string, string>> = {
  GetAZs: 'the zones of a region are known only once the stack is deployed',
  ImportValue: 'another stack exports it',
  GetStackOutput: 'it is an output of another stack',
  Transform: 'a macro or an included file decides what stands here',
};

/** Reads `Ref`, `Fn::…`, their short tags, loops and dynamic references. Undefined for plain data. */
function evaluateIntrinsic(node: Node, reading: Reading, reach: Reach): Value<Data> | undefined {
  const at = reading.place(node);
  if (node.type === 'scalar' && node.tag === undefined) return textIn(node, at, reach);
  const intrinsic = intrinsicOf(node);
  if (!intrinsic) {
    if (node.type !== 'mapping' || !hasLoop(node)) return undefined;
    return looped(node, reach, (inner) => (inner === reach ? reading : readingIn(reading, inner)));
  }
  const { argument, name } = intrinsic;
  const because = Object.hasOwn(LATER, name) ? LATER[name] : undefined;
  if (because) return unknownAt(at, because);
  const value = argument && calculate(intrinsic, argument, reading, reach, at);
  return value ?? unknownAt(at, `${spelled(intrinsic)} is worked out when the stack is deployed`);
}

/** A plain text that is more than itself: a dynamic reference, or the identifier of a loop. */
function textIn(node: Scalar, at: Place, reach: Reach): Value<Data> | undefined {
  if (typeof node.value !== 'string') return undefined;
  const text = bound(node.value, reach);
  if (isOpen(text, reach)) return unknownAt(at, 'what the loop goes over is not known');
  const isFilled =
    text !== node.value || text.includes('{{resolve:') || (reach.template.variable && text.includes('${'));
  return isFilled ? plainText(text, at, reach) : undefined;
}

function calculate(call: Intrinsic, node: Node, reading: Reading, reach: Reach, at: Place): Value<Data> | undefined {
  switch (call.name) {
    case 'Ref':
      return node.type === 'scalar' ? referTo(bound(nameOf(node), reach), at, reach) : undefined;
    case 'GetAtt':
      return getAttribute(node, reading, reach, at);
    case 'Sub':
      return substitute(node, reading, reach);
    case 'Join':
      return join(node, reading, at);
    case 'Split':
      return split(node, reading);
    case 'Select':
      return select(node, reading);
    case 'FindInMap':
      return findInMap(node, reading, reach, at);
    case 'If':
      return choice(node, reading, reach);
    case 'Length':
      return length(node, reading, at);
    case 'Cidr':
      return cidr(node, reading, at);
    // whoever reads such a value wants the text or the structure that it is made of
    case 'Base64':
    case 'ToJsonString':
      return dataValue(node, reading);
    default:
      return decide(call.name, node, reading, reach, at);
  }
}

/** `Fn::If`: a condition and what holds with and without it. */
function choice(node: Node, reading: Reading, reach: Reach): Value<Data> | undefined {
  const [condition, ...branches] = argumentsOf(node);
  if (condition?.type !== 'scalar' || branches.length !== 2) return undefined;
  const holds = reach.condition(nameOf(condition), reading.place(condition));
  if (holds.state !== 'known')
    return unknownAt(reading.place(node), `it depends on the condition ${nameOf(condition)}`);
  const branch = branches[holds.value ? 0 : 1]!;
  return dataValue(branch, holds.byDefault ? restingOn(reading.place(condition), reading) : reading);
}

/** Everything read there holds by default only. */
const restingOn = (use: Place, reading: Reading): Reading => ({
  ...reading,
  mark: (value) =>
    value.state === 'known' && !value.byDefault
      ? { ...value, via: [...(value.via ?? []), use], byDefault: true }
      : value,
});
