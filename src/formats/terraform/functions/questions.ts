import { knownAt, unknownAt, type Value } from '../../../facts';
import { asBoolean, asNumber, type Data } from '../../../resource';
import { convert } from '../convert';
import { equal } from '../equality';
import { isFailure, reason } from '../failure';
import { compute } from '../numbers';
import { fieldsIn, isOpen, listIn } from '../types';
import { type Call, fails, listed, loose, made, type Run, type Table, unknownOf, withList } from './signature';
import { characters } from './strings';

const length: Run = (args, call) => {
  const [value] = args;
  if (value?.state !== 'known' || args.length > 1) return unknownOf(value, call);
  const structure = listIn(value.value) ?? fieldsIn(value.value);
  if (structure && isOpen(structure)) return openLength(value, call);
  const list = listIn(value.value);
  if (list) return made(list.length, args, call);
  const fields = fieldsIn(value.value);
  if (fields) return made(fields.fields.size, args, call);
  return typeof value.value === 'string' ? made(characters(value.value).length, args, call) : unknownOf(value, call);
};

const openLength = (value: Value<Data>, call: Call): Value<Data> => {
  const because = reason(value);
  return because === undefined ? loose(call) : unknownAt(call.at, because);
};

const contains: Run = (args, call) =>
  withList(args[0], call, (list, isLoose) => {
    const [, wanted] = args;
    if (!wanted) return fails(call);
    const answers = list.map((entry) => equal(entry, wanted));
    if (answers.includes(true)) return made(true, args, call);
    const hole = list.find((_, index) => answers[index] === undefined);
    if (hole) return reason(hole) === undefined ? unknownOf(wanted, call) : unknownOf(hole, call);
    return isLoose ? loose(call) : made(false, args, call);
  });

const index: Run = (args, call) =>
  withList(args[0], call, (list, isLoose) => {
    const [, wanted] = args;
    if (!wanted) return fails(call);
    if (isLoose) return loose(call);
    for (const [at, entry] of list.entries()) {
      const answer = equal(entry, wanted);
      if (answer === undefined) return unknownOf(reason(entry) === undefined ? wanted : entry, call);
      if (answer) return made(at, args, call);
    }
    return fails(call);
  });

const element: Run = (args, call) =>
  withList(args[0], call, (list, isLoose) => {
    const at = args[1] && asNumber(convert(args[1], 'number'));
    if (at?.state !== 'known') return unknownOf(args[1], call);
    if (isLoose) return loose(call);
    const entry = Number.isInteger(at.value) ? list[((at.value % list.length) + list.length) % list.length] : undefined;
    return entry ?? fails(call);
  });

const one: Run = (args, call) =>
  withList(args[0], call, (list, isLoose) => {
    if (isLoose) return loose(call);
    return list.length > 1 ? fails(call) : (list[0] ?? made(null, args, call));
  });

const sum: Run = (args, call) =>
  withList(args[0], call, (list, isLoose) => {
    if (isLoose) return loose(call);
    let total = 0;
    for (const entry of list) {
      const number = asNumber(convert(entry, 'number'));
      if (number.state !== 'known') return isFailure(convert(entry, 'number')) ? fails(call) : unknownOf(entry, call);
      total = compute('+', total, number.value);
    }
    return list.length === 0 ? fails(call) : made(total, args, call);
  });

/** Whether all or any are true: the value of one that decides, and else what remains. */
const quantified =
  (deciding: boolean): Run =>
  (args, call) =>
    withList(listed(args[0], 'bool'), call, (list, isLoose) => {
      // null counts as false
      const answers = list.map((entry) =>
        entry.state === 'known' && entry.value === null ? knownAt(false, entry.at) : asBoolean(entry),
      );
      if (answers.some((answer) => answer.state === 'known' && answer.value === deciding))
        return made(deciding, args, call);
      const hole = list.find((_, at) => answers[at]?.state !== 'known');
      return hole ? unknownOf(hole, call) : isLoose ? loose(call) : made(!deciding, args, call);
    });

/** What is asked of a list: how much is in it, what, and where. */
export const questions: Table = {
  ...{ length, contains, index, element, one, sum },
  alltrue: quantified(false),
  anytrue: quantified(true),
};
