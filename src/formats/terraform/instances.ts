import { type Declaration, placeIn } from '../../declaration';
import type { Block } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asNumber, type Data } from '../../resource';
import { attribute, existence, type Framed, type Made } from './blocks';
import { convert } from './convert';
import { equal } from './equality';
import type { Evaluator } from './evaluate';
import { eachOf, type Round } from './loops';
import { called, headOf, type Module, wayOf } from './modules';
import { differing, type Names, NO_NAMES, namesOf } from './names';
import { fieldsIn, listIn } from './types';

/** Instances of one declaration that are looked at one by one. Of more, what all have in common is known. */
const MAX_INSTANCES = 50;

const DIFFERS = 'it differs for each instance';
const EMPTY = { start: 0, end: 0 };

function framed(declaration: Declaration, module: Module, evaluator: Evaluator): Framed {
  const chain = [{ declaration, attribute: undefined, module }];
  const all = evaluator.openAll(declaration, module).map(({ opened, tree }): Framed => {
    const block: Block =
      tree?.type === 'block'
        ? tree
        : { type: 'block', ...EMPTY, name: '', labels: [], head: EMPTY, body: { ...EMPTY, items: [] } };
    return { block, frame: { opened, module, chain, names: NO_NAMES } };
  });
  return all.length === 1 ? all[0]! : { ...all.at(-1)!, over: all.slice(0, -1) };
}

/** What names mean in a block and in those that override it. */
const withNames = ({ block, frame, over = [] }: Framed, names: Names): Framed => ({
  block,
  frame: { ...frame, names },
  over: over.map((one) => withNames(one, names)),
});

/** A declaration's block in a module, in which `each` and `count` stand for what all instances have in common. */
export function root(declaration: Declaration, module: Module, evaluator: Evaluator): Made {
  const own = framed(declaration, module, evaluator);
  const head = headOf(declaration);
  const named = declaration.note.instances ? withNames(own, inAll(own, head, evaluator)) : own;
  const around = doubtAbout(module, evaluator);
  if (around && isNone(around)) return { ...named, exists: around };
  const exists = existence(own, evaluator, head);
  return { ...named, exists: around && !isNone(exists) ? around : exists };
}

const inAll = (own: Framed, head: Place, evaluator: Evaluator): Names =>
  new Map([
    ['each', () => inCommon(roundsOf(own, evaluator), placeIn(own.frame.opened, own.block.head))],
    ['count', () => differing(head, DIFFERS, 'index')],
  ]);

export const isNone = (exists: Value<boolean>): boolean => exists.state === 'known' && !exists.value;

/** Whether a module is made, where that is not sure: nothing in it is then. */
export function doubtAbout({ call }: Module, evaluator: Evaluator): Value<boolean> | undefined {
  if (!call) return undefined;
  // one of several instances is there, or it would not have been found
  if (call.names || !call.declaration.note.counted) return doubtAbout(call.by, evaluator);
  const { exists } = root(call.declaration, call.by, evaluator);
  return exists.state === 'known' && exists.value ? undefined : exists;
}

/** What `for_each` goes through, where that is known to the last. */
function roundsOf(own: Framed, evaluator: Evaluator): readonly Round[] | undefined {
  const each = attribute(own, 'for_each');
  const rounds = each && eachOf(evaluator.within(each.value, each.frame));
  return rounds && !rounds.isLoose ? rounds.entries : undefined;
}

function inCommon(rounds: readonly Round[] | undefined, at: Place): Value<Data> {
  if (!rounds || rounds.length === 0) return differing(at, DIFFERS, 'key', 'value');
  return namesOf(at, {
    key: shared(
      rounds.map(({ key }) => key),
      at,
    ),
    value: shared(
      rounds.map(({ value }) => value),
      at,
    ),
  });
}

/** What values have in common: the same everywhere, or objects and lists that have something in common. */
function shared(values: readonly Value<Data>[], at: Place): Value<Data> {
  const [first, ...others] = values;
  const differs = unknownAt<Data>(at, DIFFERS);
  if (first?.state !== 'known') return differs;
  if (others.every((other) => equal(first, other) === true)) return first;
  const all = values.map((value) => (value.state === 'known' ? fieldsIn(value.value)?.fields : undefined));
  const [fields] = all;
  if (fields && !all.includes(undefined)) {
    const names = new Set(all.flatMap((one) => [...(one ?? new Map()).keys()]));
    const made = new Map<string, Value<Data>>();
    for (const name of names) {
      const found = all.map((one) => one?.get(name));
      made.set(name, found.includes(undefined) ? differs : shared(found as Value<Data>[], at));
    }
    return knownAt<Data>({ type: 'fields', fields: made }, first.at);
  }
  const lists = values.map((value) => (value.state === 'known' ? listIn(value.value) : undefined));
  const [list] = lists;
  if (!list || lists.some((one) => one?.length !== list.length)) return differs;
  return knownAt<Data>(
    list.map((_, index) =>
      shared(
        lists.map((one) => one![index]!),
        at,
      ),
    ),
    first.at,
  );
}

/** The instances of a declaration one by one, where it is known what they are. */
export function instancesOf(declaration: Declaration, module: Module, evaluator: Evaluator): readonly Made[] {
  const around = doubtAbout(module, evaluator);
  if (around && isNone(around)) return [];
  const own = framed(declaration, module, evaluator);
  const head = headOf(declaration);
  const made = (names: Names): Made => ({ ...withNames(own, names), exists: around ?? knownAt(true, head) });
  const count = attribute(own, 'count');
  if (count) {
    const number = asNumber(convert(evaluator.evaluate(count.value, count.frame), 'number'));
    if (number.state !== 'known' || !(number.value <= MAX_INSTANCES)) return [];
    const marked = number.byDefault ? { byDefault: number.byDefault } : {};
    return Array.from({ length: number.value }, (_, index) =>
      made(new Map([['count', () => namesOf(head, { index: { ...knownAt<Data>(index, number.at), ...marked } })]])),
    );
  }
  const rounds = roundsOf(own, evaluator) ?? [];
  if (rounds.length > MAX_INSTANCES) return [];
  return rounds.map((round) => made(new Map([['each', () => namesOf(head, { ...round })]])));
}

/** The modules at the end of a way: one, or one for each instance of a call where these differ; none where the way is no more. */
export function modulesAt(route: string, evaluator: Evaluator): readonly Module[] {
  const { look } = evaluator;
  const { top, calls } = wayOf(route);
  return calls.reduce<readonly Module[]>(
    (modules, name) => {
      const all = modules.flatMap((by) => {
        const call = look.look('module', name, by.scope)[0];
        if (!call) return [];
        const instances = call.note.instances ? instancesOf(call, by, evaluator) : [];
        const names = instances.length > 0 ? instances.map(({ frame }) => frame.names) : [undefined];
        return names.flatMap((bound) => called(by, call, look, bound) ?? []);
      });
      return all.slice(0, MAX_INSTANCES);
    },
    [top],
  );
}
