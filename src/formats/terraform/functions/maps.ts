import { unknownAt, type Value } from '../../../facts';
import type { Place } from '../../../place';
import { asString, type Data } from '../../../resource';
import { convert } from '../convert';
import { byCodePoints } from '../equality';
import { collectionOf, isOpen, keyedAt, keysAt, listIn, type Type, typed, unify } from '../types';
import { fails, made, maker, type Run, type Table, tooMuch, unknownOf, withFields, withList } from './signature';

type Fields = ReadonlyMap<string, Value<Data>>;

const sorted = (fields: Fields): readonly (readonly [string, Value<Data>])[] =>
  [...fields].sort(([left], [right]) => byCodePoints(left, right));

const keys: Run = (args, call) =>
  withFields(args[0], call, (fields, holder) => {
    const make = maker(args, call);
    const names = sorted(fields).map(([name]) => ({ ...make(name), at: keysAt(holder).get(name) ?? call.at }));
    return make(collectionOf(holder) ? typed(names, { of: 'list', element: 'string' }) : names);
  });

const values: Run = (args, call) =>
  withFields(args[0], call, (fields, holder) => {
    const found = sorted(fields).map(([, value]) => value);
    const type = collectionOf(holder);
    return made(type ? typed(found, { of: 'list', element: type.element }) : found, args, call);
  });

const merge: Run = (args, call) => {
  const merged = new Map<string, Value<Data>>();
  const places = new Map<string, Place>();
  const maps = args.filter((arg) => arg.state !== 'known' || arg.value !== null);
  for (const arg of maps) {
    const taken = withFields(arg, call, (fields, holder) => {
      for (const [key, value] of fields) merged.set(key, value);
      for (const [key, place] of keysAt(holder)) places.set(key, place);
      return arg;
    });
    if (taken !== arg) return taken;
  }
  const types = maps.map((arg) => (arg.state === 'known' ? collectionOf(arg.value)?.element : undefined));
  const element = types.length === 0 || types.includes(undefined) ? undefined : unify(types as Type[]);
  const result = keyedAt({ type: 'fields' as const, fields: merged }, places);
  return made(element === undefined ? result : typed(result, { of: 'map', element }), args, call);
};

const zipmap: Run = (args, call) =>
  withList(args[0], call, (names, isLoose) =>
    withList(args[1], call, (found, areLoose) => {
      if (isLoose || areLoose) return unknownAt(call.at, 'one of its keys is not known');
      if (names.length !== found.length) return fails(call);
      const fields = new Map<string, Value<Data>>();
      const places = new Map<string, Place>();
      for (const [at, key] of names.entries()) {
        const name = asString(convert(key, 'string'));
        if (name.state === 'absent') return fails(call);
        if (name.state !== 'known') return unknownAt(call.at, 'one of its keys is not known');
        fields.set(name.value, found[at]!);
        places.set(name.value, name.at);
      }
      const type = args[1]?.state === 'known' ? collectionOf(args[1].value) : undefined;
      const data = keyedAt({ type: 'fields' as const, fields }, places);
      return made(type ? typed(data, { of: 'map', element: type.element }) : data, args, call);
    }),
  );

const transpose: Run = (args, call) =>
  withFields(args[0], call, (fields) => {
    const make = maker(args, call);
    const turned = new Map<string, string[]>();
    for (const [key, list] of sorted(fields)) {
      const texts = convert(list, { of: 'list', element: 'string' });
      const entries = texts.state === 'known' ? listIn(texts.value) : undefined;
      if (!entries || isOpen(entries)) return unknownOf(texts, call);
      for (const entry of entries) {
        const name = asString(entry);
        if (name.state !== 'known') return unknownOf(entry, call);
        if (!call.spend(1)) return tooMuch(call);
        const group = turned.get(name.value);
        if (group) group.push(key);
        else turned.set(name.value, [key]);
      }
    }
    const strings = { of: 'list', element: 'string' } as const;
    const lists = [...turned].map(
      ([name, group]) =>
        [
          name,
          make(
            typed(
              group.map((one) => make(one)),
              strings,
            ),
          ),
        ] as const,
    );
    return make(typed({ type: 'fields', fields: new Map(lists) }, { of: 'map', element: strings }));
  });

export const maps: Table = { keys, values, merge, zipmap, transpose };
