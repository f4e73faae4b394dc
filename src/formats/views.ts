import { knownAt, type Value } from '../facts';
import type { Place } from '../place';
import type { Data, Fields, Resource } from '../resource';
import { valueBelow } from './data-resource';

/** Another name for a resource, and other attributes where these are given; all else is the resource's own. */
export interface View {
  readonly type: string;
  /** Logical id of what is implied; the resource's own when left out. */
  readonly id?: string;
  readonly address?: string;
  /** Attributes that are worked out, by name. */
  readonly given?: Readonly<Record<string, () => Value<Data>>>;
  /** Where the resource keeps the others. */
  readonly under?: readonly string[];
}

/** A resource as something else that it implies. A fix writes where the resource keeps what it is about. */
export function viewOf(resource: Resource, view: View): Resource {
  const { type, given = {}, under = [] } = view;
  const { subject } = resource;
  return {
    type,
    subject: { ...subject, id: view.id ?? subject.id, address: view.address ?? subject.address },
    get exists() {
      return resource.exists;
    },
    get(...path) {
      const [first = '', ...rest] = path;
      const own = Object.hasOwn(given, first) ? given[first] : undefined;
      return own ? valueBelow(own(), rest) : resource.get(...under, ...path);
    },
    all: (...path) => resource.all(...under, ...path),
    json: (value) => resource.json(value),
    find: (wanted, name) => resource.find(wanted, name),
    each: (wanted) => resource.each(wanted),
    slot: (...path) => resource.slot(...under, ...path),
  };
}

/** A resource with what the template says once for all of its kind below it: the resource's own attributes come first. */
export function over(resource: Resource, common: Resource): Resource {
  return {
    ...resource,
    get exists() {
      return resource.exists;
    },
    get(...path) {
      const own = resource.get(...path);
      if (own.state !== 'absent') return own;
      const below = common.get(...path);
      return below.state === 'absent' ? own : below;
    },
    all: (...path) => [...common.all(...path), ...resource.all(...path)],
  };
}

/** Keyed data made here. */
export const keyed = (at: Place, fields: Readonly<Record<string, Value<Data>>>): Value<Data> =>
  knownAt<Data>({ type: 'fields', fields: new Map(Object.entries(fields)) } satisfies Fields, at);
