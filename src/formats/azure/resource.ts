import type { Declaration } from '../../declaration';
import { placeIn } from '../../declaration';
import { absentAt, knownAt, type Slot, type Subject, type Value } from '../../facts';
import type { Place } from '../../place';
import { asFields, asReference, type Data, type Part, partsOf, type Resource } from '../../resource';
import { text } from '../embedded';
import { dirOf } from '../relative-path';
import { type Body, both } from './body';
import type { Evaluator } from './evaluate';
import { fileOf, nameKey, symbolKey, topType, typeKey } from './names';
import type { Use } from './references';
import { below, type Path } from './values';

/** Resources in resources: an end for hostile templates. */
const MAX_NESTED = 8;

/**
 * What a declaration makes in one use of its template. Beside what is written, `root` is the resource at the top of
 * the nesting, however that is spelled, and `scope` where it is deployed if that is no resource group.
 */
export function deployed(declaration: Declaration, use: Use, body: Body, evaluator: Evaluator): Resource {
  const { note, key, path, anchor } = declaration;
  const type = String(note.type);
  const from = Number(note.head);
  const head: Place = { anchor, start: from, end: from + Number(note.width) };
  const subject: Subject = {
    id: `${key}${body.label}${use.label}`,
    address: String(note.address),
    scope: fileOf(use.template),
    dir: dirOf(path),
    head,
  };
  const slot = (...keys: string[]): Slot => ({ block: placeIn(body.frame.opened, body.expression), path: keys });
  const read = (keys: Path): Value<Data> => {
    const value = evaluator.evaluate(body.expression, body.frame, keys);
    const isOutside =
      value.state === 'absent' && (keys.length === 1 || (keys.length === 2 && keys[0] === 'properties'));
    return isOutside ? { ...value, at: head } : value;
  };
  const resource: Resource = {
    type,
    subject,
    get exists() {
      return both(both(use.exists, body.exists), aboveMade(declaration, use, evaluator)) ?? knownAt(true, head);
    },
    get(...keys) {
      if (keys.length === 1 && keys[0] === 'root') return rootOf(declaration, use, body, evaluator, read);
      if (keys.length === 1 && keys[0] === 'scope') return scopeOf(read(['scope']), declaration, use, evaluator, head);
      return slotted(read(keys), slot(...keys));
    },
    all: (...keys) => entriesOf(read(keys)).flatMap((entry) => fieldsResource(keys.at(-1) ?? type, resource, entry)),
    json: (value) => value,
    find(wanted, name) {
      const found = evaluator.look.look('symbol', symbolKey(use.template, name))[0];
      return found?.note.type === wanted ? evaluator.made(found, use) : undefined;
    },
    each: (wanted) =>
      evaluator.look
        .look('typed', typeKey(use.template, wanted))
        .flatMap((found) => evaluator.bodies(found, use).map((one) => deployed(found, use, one, evaluator))),
    slot,
  };
  return resource;
}

const entriesOf = (value: Value<Data>): readonly Value<Data>[] =>
  value.state !== 'known' ? [] : Array.isArray(value.value) ? value.value : [value];

/** One object of a list as a resource: its head is its name. */
function fieldsResource(type: string, owner: Resource, value: Value<Data>): readonly Resource[] {
  if (!asFields(value)) return [];
  const slot = (...path: string[]): Slot => ({ block: value.at, path });
  const name = below(value, ['name']);
  const resource: Resource = {
    ...{ type, json: owner.json, find: owner.find, each: owner.each, slot },
    subject: { ...owner.subject, head: name.state === 'known' ? name.at : value.at },
    exists: knownAt(true, value.at),
    get: (...path) => slotted(below(value, path), slot(...path)),
    all: (...path) =>
      entriesOf(below(value, path)).flatMap((entry) => fieldsResource(path.at(-1) ?? type, owner, entry)),
  };
  return [resource];
}

function slotted(value: Value<Data>, slot: Slot): Value<Data> {
  if (value.state === 'unknown') return value;
  if (value.state === 'absent' || value.value === null) return { state: 'absent', at: value.at, slot };
  return { ...value, slot };
}

/** The declaration that one is written inside of. */
function parentOf({ note }: Declaration, use: Use, { look }: Evaluator): Declaration | undefined {
  return note.parent === undefined ? undefined : look.look('symbol', symbolKey(use.template, String(note.parent)))[0];
}

/** Whether those are made that one is written inside of. */
function aboveMade(declaration: Declaration, use: Use, evaluator: Evaluator): Value<boolean> | undefined {
  let exists: Value<boolean> | undefined;
  let current = parentOf(declaration, use, evaluator);
  for (let depth = 0; current && depth < MAX_NESTED; depth++) {
    exists = both(exists, evaluator.bodies(current, use)[0]?.exists);
    current = parentOf(current, use, evaluator);
  }
  return exists;
}

/** The resource at the top: by nesting, by `parent`, or by the first segment of the name. */
function rootOf(
  declaration: Declaration,
  use: Use,
  body: Body,
  evaluator: Evaluator,
  read: (keys: Path) => Value<Data>,
): Value<Data> {
  const parent = parentOf(declaration, use, evaluator);
  if (parent?.note.is === 'resource') {
    const at = placeIn(body.frame.opened, body.expression);
    return furtherUp(knownAt<Data>(evaluator.reference(parent, use, ''), at), evaluator);
  }
  const written = read(['parent']);
  if (written.state !== 'absent') return furtherUp(written, evaluator);
  return fromName(declaration, use, read(['name']), evaluator);
}

/** A parent that has one itself names that. */
function furtherUp(parent: Value<Data>, evaluator: Evaluator): Value<Data> {
  const target = asReference(parent)?.target();
  if (!target || target.type === topType(target.type) || ++evaluator.climbed > MAX_NESTED * 4) return parent;
  const above = target.get('root');
  return above.state === 'absent' ? parent : above;
}

/** `account/default/pictures`: what stands before the first slash names the top. */
function fromName(declaration: Declaration, use: Use, name: Value<Data>, evaluator: Evaluator): Value<Data> {
  const parts = partsOf(name);
  if (name.state !== 'known' || !parts) return name;
  const before: Part[] = [];
  for (const part of parts) {
    const slash = part.type === 'known' ? part.text.indexOf('/') : -1;
    if (part.type !== 'known' || slash < 0) before.push(part);
    else {
      if (slash > 0) before.push({ type: 'known', text: part.text.slice(0, slash) });
      break;
    }
  }
  const [only] = before;
  const top: Value<Data> = { ...name, value: text(before) };
  if (before.length === 1 && only?.type === 'unknown' && only.reference) {
    return furtherUp({ ...name, value: only.reference }, evaluator);
  }
  const found = evaluator.ofType(topType(String(declaration.note.type)), use, nameKey(top));
  return found ? { ...name, value: evaluator.reference(found, use, '') } : top;
}

const WIDE: Readonly<Record<string, string>> = {
  subscription: '/subscriptions/',
  managementGroup: '/providers/Microsoft.Management/managementGroups/',
};

/** Where a resource is deployed: what is written, as an id or a resource, or what the deployment or template around it is for. */
function scopeOf(written: Value<Data>, { note }: Declaration, use: Use, { look }: Evaluator, head: Place): Value<Data> {
  if (written.state !== 'absent') return asFields(written) ? below(written, ['id']) : written;
  const wide = WIDE[String(note.reach ?? look.look('template', use.template)[0]?.note.scope)];
  if (wide === undefined) return absentAt(head);
  const parts: Part[] = [
    { type: 'known', text: wide },
    { type: 'unknown', because: 'the place of the deployment is known when it runs' },
  ];
  return knownAt<Data>({ type: 'text', parts }, head);
}
