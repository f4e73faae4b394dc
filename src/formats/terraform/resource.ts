import { type Declaration, type Lookup, placeIn } from '../../declaration';
import { knownAt, type Slot, type Subject, unknownAt, type Value } from '../../facts';
import { asFields, type Data, type Resource } from '../../resource';
import { attribute, blocksOf, type Made } from './blocks';
import { Evaluator } from './evaluate';
import { doubtAbout, instancesOf, isNone, modulesAt, root } from './instances';
import { callsOf, headOf, type Module, routes, uncalled } from './modules';
import { dirOf } from './paths';
import { entriesOf, type Relations, slotted, step, valueResource } from './value-resource';
import { formerName, wide } from './wide';

/** What all resources of one link share. */
interface Context {
  readonly evaluator: Evaluator;
  readonly module: Module;
  readonly subject: Subject;
}

const isMade = ({ kind }: Declaration): boolean => kind === 'resource' || kind === 'data';

/** One for each way in which its module is called. */
export const instances = (declaration: Declaration, look: Lookup): readonly string[] =>
  isMade(declaration) ? routes(declaration.scope, look) : [];

/**
 * The resources that a declaration makes: one, or one for each instance where these differ. Nothing is opened before
 * something is asked of them, unless the header says that they may.
 */
export function link(declaration: Declaration, look: Lookup, instance?: string): readonly Resource[] {
  if (!isMade(declaration)) return [];
  const evaluator: Evaluator = new Evaluator(look, (other, its) => declared(other, its, evaluator));
  const modules = instance === undefined ? [uncalled(declaration.scope, look)] : modulesAt(instance, evaluator);
  return modules
    .filter(({ scope }) => scope === declaration.scope)
    .flatMap((module) => {
      const made = declaration.note.instances ? instancesOf(declaration, module, evaluator) : [];
      if (made.length === 0) return [declared(declaration, module, evaluator)];
      return made.map((one) => declared(declaration, module, evaluator, one));
    });
}

/** A declaration's resource: one of its instances, or what all of them have in common. */
function declared(declaration: Declaration, module: Module, evaluator: Evaluator, instance?: Made): Resource {
  const { key } = declaration;
  const subject = subjectOf(declaration, module, evaluator.look);
  let made = instance;
  const open = (): Made => {
    made ??= root(declaration, module, evaluator);
    return made;
  };
  // where its module is not made nothing has to be opened
  const exists = (): Value<boolean> => {
    const around = doubtAbout(module, evaluator);
    return around && isNone(around) ? around : open().exists;
  };
  return blockResource(key.slice(0, key.lastIndexOf('.')), { evaluator, module, subject }, open, exists);
}

function subjectOf(declaration: Declaration, module: Module, look: Lookup): Subject {
  const { key, path } = declaration;
  const address = module.address === '' ? key : `${module.address}.${key}`;
  const { own, dir } = originOf(formerName(key, wide(look, module.scope)), dirOf(path), module, look);
  const isPlain = !module.call && module.values === undefined && own === key;
  return {
    id: address,
    scope: module.root,
    dir: dirOf(path),
    address,
    head: headOf(declaration),
    ...(isPlain ? {} : { instance: { own, dir, of: module.name, values: module.values, calls: callsOf(module) } }),
  };
}

/** Where a resource was first declared: it may have been moved into its module from one above. */
function originOf(own: string, dir: string, { call }: Module, look: Lookup): { own: string; dir: string } {
  if (!call) return { own, dir };
  const inCaller = `module.${call.declaration.key}.${own}`;
  const before = formerName(inCaller, wide(look, call.by.scope));
  if (before === inCaller || before.startsWith('module.')) return { own, dir };
  return originOf(before, dirOf(call.declaration.path), call.by, look);
}

function blockResource(
  type: string,
  context: Context,
  open: () => Made,
  exists = (): Value<boolean> => open().exists,
): Resource {
  const { evaluator, subject } = context;
  const slot = (...path: string[]): Slot => {
    const { block, frame } = open();
    return { block: placeIn(frame.opened, block), path };
  };
  const resource: Resource = {
    type,
    subject,
    get exists() {
      return exists();
    },
    get: (...path) => slotted(read(open(), path, evaluator), slot(...path)),
    all(...path) {
      const [first, ...rest] = path;
      if (first === undefined) return [resource];
      const made = open();
      const written = attribute(made, first);
      const entries = written ? entriesOf(evaluator.evaluate(written.value, written.frame)) : [];
      const found = [
        ...entries
          .filter((entry) => asFields(entry))
          .map((entry) => valueResource(first, subject, entry, relations(context))),
        ...blocksOf(made, first, evaluator).map((inner) => blockResource(first, context, () => inner)),
      ];
      return rest.length === 0 ? found : found.flatMap((inner) => inner.all(...rest));
    },
    slot,
    ...relations(context),
  };
  return resource;
}

const kindOf = (type: string): string => (type.startsWith('data.') ? 'data' : 'resource');

function relations({ evaluator, module }: Context): Relations {
  const { look } = evaluator;
  return {
    json: (value) => evaluator.json(value),
    find(type, name) {
      const found = look.look(kindOf(type), `${type}.${name}`, module.scope)[0];
      return found && declared(found, module, evaluator);
    },
    each: (type) =>
      look
        .look(kindOf(type), undefined, module.scope)
        .filter(({ key }) => key.slice(0, key.lastIndexOf('.')) === type)
        .map((found) => declared(found, module, evaluator)),
  };
}

function read(made: Made, path: readonly string[], evaluator: Evaluator): Value<Data> {
  const { block, frame } = made;
  const head = placeIn(frame.opened, block.head);
  const [first, ...rest] = path;
  if (first === undefined) return unknownAt(head, 'a block is no value');
  const written = attribute(made, first);
  if (written) return rest.reduce(step, evaluator.evaluate(written.value, written.frame));
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
