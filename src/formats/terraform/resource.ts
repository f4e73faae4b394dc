import { type Declaration, type Lookup, placeIn } from '../../declaration';
import { knownAt, type Slot, type Subject, unknownAt, type Value } from '../../facts';
import { asFields, type Data, type Resource } from '../../resource';
import { attribute, blocksOf, type Made } from './blocks';
import { Evaluator } from './evaluate';
import { headOf, instancesOf, root } from './instances';

/** What all resources of one link share. */
interface Context {
  readonly evaluator: Evaluator;
  readonly subject: Subject;
}

/**
 * The resources that a declaration makes: one, or one for each instance where these differ. Nothing is opened before
 * something is asked of them, unless the header says that they may.
 */
export function link(declaration: Declaration, look: Lookup): readonly Resource[] {
  if (declaration.kind !== 'resource' && declaration.kind !== 'data') return [];
  const evaluator: Evaluator = new Evaluator(look, (other) => declared(other, evaluator));
  const instances = declaration.note.instances ? instancesOf(declaration, evaluator) : [];
  if (instances.length === 0) return [declared(declaration, evaluator)];
  return instances.map((made) => declared(declaration, evaluator, made));
}

/** A declaration's resource: one of its instances, or what all of them have in common. */
function declared(declaration: Declaration, evaluator: Evaluator, instance?: Made): Resource {
  const { key, path, scope } = declaration;
  const dir = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const context = { evaluator, subject: { id: key, scope, dir, address: key, head: headOf(declaration) } };
  let made = instance;
  const open = (): Made => {
    made ??= root(declaration, evaluator);
    return made;
  };
  return blockResource(key.slice(0, key.lastIndexOf('.')), context, open);
}

function blockResource(type: string, context: Context, open: () => Made): Resource {
  const { evaluator, subject } = context;
  const slot = (...path: string[]): Slot => {
    const { block, frame } = open();
    return { block: placeIn(frame.opened, block), path };
  };
  const resource: Resource = {
    type,
    subject,
    get exists() {
      return open().exists;
    },
    get: (...path) => slotted(read(open(), path, evaluator), slot(...path)),
    all(...path) {
      const [first, ...rest] = path;
      if (first === undefined) return [resource];
      const made = open();
      const written = attribute(made.block, first);
      const entries = written ? entriesOf(evaluator.evaluate(written.value, made.frame)) : [];
      const found = [
        ...entries.filter((entry) => asFields(entry)).map((entry) => valueResource(first, context, entry)),
        ...blocksOf(made, first, evaluator).map((inner) => blockResource(first, context, () => inner)),
      ];
      return rest.length === 0 ? found : found.flatMap((inner) => inner.all(...rest));
    },
    slot,
    ...relations(context),
  };
  return resource;
}

/** An object of a list attribute in the place of a block. */
function valueResource(type: string, context: Context, value: Value<Data>): Resource {
  const slot = (...path: string[]): Slot => ({ block: value.at, path });
  const resource: Resource = {
    type,
    subject: context.subject,
    exists: knownAt(true, value.at),
    get: (...path) => slotted(path.reduce(step, value), slot(...path)),
    all(...path) {
      const found = path.reduce<readonly Value<Data>[]>(
        (values, key) => values.flatMap((one) => entriesOf(step(one, key))),
        [value],
      );
      return found.filter((one) => asFields(one)).map((one) => valueResource(path.at(-1) ?? type, context, one));
    },
    slot,
    ...relations(context),
  };
  return resource;
}

const kindOf = (type: string): string => (type.startsWith('data.') ? 'data' : 'resource');

function relations({ evaluator }: Context): Pick<Resource, 'json' | 'find' | 'each'> {
  const { look } = evaluator;
  return {
    json: (value) => evaluator.json(value),
    find(type, name) {
      const found = look.look(kindOf(type), `${type}.${name}`)[0];
      return found && declared(found, evaluator);
    },
    each: (type) =>
      look
        .look(kindOf(type))
        .filter(({ key }) => key.slice(0, key.lastIndexOf('.')) === type)
        .map((found) => declared(found, evaluator)),
  };
}

function slotted(value: Value<Data>, slot: Slot): Value<Data> {
  if (value.state === 'unknown') return value;
  // `null` is Terraform's word for an attribute that is not written
  if (value.state === 'absent' || value.value === null) return { state: 'absent', at: value.at, slot };
  return { ...value, slot };
}

function read(made: Made, path: readonly string[], evaluator: Evaluator): Value<Data> {
  const { block, frame } = made;
  const head = placeIn(frame.opened, block.head);
  const [first, ...rest] = path;
  if (first === undefined) return unknownAt(head, 'a block is no value');
  const written = attribute(block, first);
  if (written) return rest.reduce(step, evaluator.evaluate(written.value, frame));
  const inner = blocksOf(made, first, evaluator)[0];
  if (!inner) return { state: 'absent', at: head };
  if (rest.length === 0) return fieldsOf(inner, evaluator);
  const value = read(inner, rest, evaluator);
  return inner.exists.state === 'known' ? value : unknownAt(value.at, 'whether its block is made is not known');
}

/** A block as data, its nested blocks as lists. */
function fieldsOf(made: Made, evaluator: Evaluator): Value<Data> {
  const fields = new Map<string, Value<Data>>();
  const at = placeIn(made.frame.opened, made.block);
  if (made.exists.state !== 'known') return unknownAt(at, 'whether this block is made is not known');
  for (const item of made.block.body.items) {
    if (item.type === 'attribute') fields.set(item.name, evaluator.evaluate(item.value, made.frame));
    else {
      const name = item.name === 'dynamic' ? (item.labels[0]?.value ?? '') : item.name;
      if (fields.has(name)) continue;
      fields.set(
        name,
        knownAt<Data>(
          blocksOf(made, name, evaluator).map((inner) => fieldsOf(inner, evaluator)),
          at,
        ),
      );
    }
  }
  return knownAt<Data>({ type: 'fields', fields }, at);
}

const entriesOf = (value: Value<Data>): readonly Value<Data>[] =>
  value.state !== 'known' ? [] : Array.isArray(value.value) ? value.value : [value];

/** One key further into a value; through a list it takes the first entry. */
function step(value: Value<Data>, key: string): Value<Data> {
  if (value.state === 'unknown') return value;
  const first = value.state === 'known' && Array.isArray(value.value) ? entriesOf(value)[0] : value;
  if (first?.state === 'unknown') return first;
  if (first?.state !== 'known' || first.value === null) return { state: 'absent', at: value.at };
  return asFields(first)
    ? (asFields(first)?.get(key) ?? { state: 'absent', at: first.at })
    : unknownAt(first.at, 'it is no object');
}
