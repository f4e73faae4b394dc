import type { Node } from '../../document/data';
import type { Subject, Value } from '../../facts';
import { unknownAt } from '../../facts';
import type { Place, Span } from '../../place';
import { asList, asString, type Data, type Resource } from '../../resource';
import { dataResource } from '../data-resource';
import { readingOf } from '../data-value';
import { type Declaration, type Lookup, placeIn } from '../format';
import { relativeTo } from '../relative-path';
import { withVariables } from './interpolation';
import { keyIn, serviceAt } from './read';

/** A service may extend one that extends another; beyond this many nothing is sure. */
const DEPTH = 8;

/** A service, with what it leaves out taken from the one that it extends. */
export function serviceOf(declaration: Declaration, look: Lookup, depth = 0): Resource | undefined {
  const opened = look.open(declaration);
  const entry = serviceAt(opened.section, opened.span.start);
  if (!entry) return undefined;
  const { path, scope, key } = declaration;
  const name = key.slice(path.length + 1);
  const place = (span: Span) => placeIn(opened, span);
  const subject: Subject = { id: key, scope, dir: path, address: `services.${name}`, head: place(entry.key) };
  const reading = readingOf(opened, (node) => reset(node, place) ?? withVariables(node, place));
  const own = dataResource({ type: 'compose/service', subject, reading, node: entry.value });
  const extended = own.get('extends');
  return extended.state === 'absent' ? own : laidOver(own, baseOf(own, path, look, depth), extended);
}

/** The service that one extends; undefined where that can't be found. */
function baseOf(own: Resource, path: string, look: Lookup, depth: number): Resource | undefined {
  if (depth >= DEPTH) return undefined;
  const short = asString(own.get('extends'));
  const service = short.state === 'known' ? short : asString(own.get('extends', 'service'));
  const file = asString(own.get('extends', 'file'));
  if (service.state !== 'known' || (short.state !== 'known' && file.state === 'unknown')) return undefined;
  const where = file.state === 'known' ? relativeTo(path, file.value) : path;
  const found = where === undefined ? undefined : look.look('service', keyIn(where, service.value)).at(-1);
  return found && serviceOf(found, look, depth + 1);
}

/** `!reset` takes out what other files say, so that a default holds which those decide about. */
const reset = (node: Node, place: (span: Span) => Place): Value<Data> | undefined =>
  node.tag === '!reset' ? unknownAt(place(node), 'it is taken out again') : undefined;

/** Lists that are put together of what a service and the one that it extends say. */
const TOGETHER = new Set(['cap_add', 'security_opt']);

function together(own: Value<Data>, base: Value<Data> | undefined, extended: Value<Data>): Value<Data> {
  const [first, second] = [asList(own), base && asList(base)];
  if (first.state !== 'known' || second?.state === 'absent') return own;
  const more =
    second?.state === 'known'
      ? second.value
      : [second ?? unknownAt<Data>(extended.at, 'the service that it extends is not in reach')];
  return { ...own, ...first, value: [...first.value, ...more] };
}

/** Values that a service does not have itself are those of its base, and unknown where nobody knows that. */
function laidOver(own: Resource, base: Resource | undefined, extended: Value<Data>): Resource {
  return {
    ...own,
    get(...path) {
      const value = own.get(...path);
      if (path[0] === 'extends') return value;
      if (value.state !== 'absent')
        return path.length === 1 && TOGETHER.has(path[0]!) ? together(value, base?.get(...path), extended) : value;
      const under = base?.get(...path);
      if (!under) return unknownAt(value.at, 'the service that it extends is not in reach');
      if (under.state !== 'known') return under.state === 'unknown' ? under : value;
      return { ...under, via: [extended.at, ...(under.via ?? [])] };
    },
  };
}
