import { placeIn } from '../../declaration';
import type { Expression } from '../../document/bicep';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data } from '../../resource';
import { call } from './functions';
import { type Frame, References } from './references';

/** Items of a list that a loop goes through one by one. */
const MAX_ITEMS = 50;

type Loop = Extract<Expression, { type: 'for' }>;

/** Loops, round by round. */
export abstract class Loops extends References {
  /** The frames of a loop's rounds; undefined where nobody knows how many there are. */
  rounds(loop: Loop, frame: Frame): readonly Frame[] | undefined {
    const list = this.value(loop.of, frame, []);
    if (list.state !== 'known' || !Array.isArray(list.value)) return undefined;
    const items = list.value as readonly Value<Data>[];
    if (items.length > MAX_ITEMS) return undefined;
    return items.map((item, index) => this.round(loop, frame, item, knownAt<Data>(index, item.at)));
  }

  /** One round of a loop of which nothing is known. */
  anyRound(loop: Loop, frame: Frame): Frame {
    const unknown = unknownAt<Data>(placeIn(frame.opened, loop.of), 'it differs for each round of a loop');
    return this.round(loop, frame, unknown, unknown);
  }

  private round({ names }: Loop, frame: Frame, item: Value<Data>, index: Value<Data>): Frame {
    const locals = new Map(frame.locals);
    const [own, counted] = names;
    if (own !== undefined) locals.set(own, item);
    if (counted !== undefined) locals.set(counted, index);
    return { ...frame, locals };
  }

  protected loop(loop: Loop, frame: Frame, at: Place): Value<Data> {
    const known = this.rounds(loop, frame);
    const rounds = known ?? [this.anyRound(loop, frame)];
    const items = rounds.map((round) => this.value(loop.value, round, [])).filter(({ state }) => state !== 'absent');
    // an entry that nobody knows keeps the list from being counted
    return knownAt<Data>(known ? items : [...items, unknownAt<Data>(at, 'how many there are is not known')], at);
  }

  protected copyIndex(args: readonly Expression[], frame: Frame, at: Place): Value<Data> {
    const values = args.map((argument) => this.value(argument, frame, []));
    const [first] = values;
    const isNamed = first?.state === 'known' && typeof first.value === 'string';
    const index = frame.locals.get(isNamed ? `copyIndex ${String(first.value).toLowerCase()}` : 'copyIndex');
    const offset = isNamed ? values[1] : first;
    if (!index) return unknownAt(at, 'it differs for each copy');
    return offset ? call('add', [index, offset], at) : index;
  }
}
