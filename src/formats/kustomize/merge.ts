import { type Entry, entryOf, type Mapping, type Node, nameOf, nodeAt, type Sequence } from '../../document/data';

/**
 * Lists that are merged entry by entry, with the key that tells entries apart
 * (https://kubernetes.io/docs/reference/kubernetes-api/: `patchMergeKey`). All others are replaced as a whole.
 */
const KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  env: 'name',
  imagePullSecrets: 'name',
  secrets: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  ports: 'containerPort',
  hostAliases: 'ip',
};

const DEPTH = 100;

/** The tag of a node of which nothing is known: what is merged into it leaves it so. */
export const UNKNOWN = '!unknown';

const textOf = (node: Node | undefined): string | undefined => (node?.type === 'scalar' ? nameOf(node) : undefined);
const directive = (node: Node): string | undefined => textOf(nodeAt(node, '$patch'));

/** What a strategic merge patch makes of a node; undefined when it takes it out. What stays keeps its span, what comes has the patch's. */
export function merge(base: Node | undefined, patch: Node, key = '', depth = 0): Node | undefined {
  const how = patch.type === 'mapping' ? directive(patch) : undefined;
  if (how === 'delete') return undefined;
  if (patch.type === 'mapping' && base?.type === 'mapping' && how !== 'replace' && depth < DEPTH) {
    return mergeMappings(base, patch, depth);
  }
  if (base?.tag === UNKNOWN && patch.type !== 'scalar' && how !== 'replace') return base;
  if (patch.type === 'scalar' && base?.type === 'scalar' && patch.value === base.value) return base;
  const by = KEYS[key];
  if (by && patch.type === 'sequence' && base?.type === 'sequence' && depth < DEPTH) {
    return mergeLists(base, patch, by, depth);
  }
  return patch;
}

function mergeMappings(base: Mapping, patch: Mapping, depth: number): Mapping {
  const changes = new Map(patch.entries.map((entry) => [nameOf(entry.key), entry]));
  const kept = base.entries.flatMap((entry): readonly Entry[] => {
    const name = nameOf(entry.key);
    const change = changes.get(name);
    if (!change) return [entry];
    changes.delete(name);
    // nothing, or `null`, takes an entry out
    if (!change.value || (change.value.type === 'scalar' && change.value.value === null)) return [];
    const value = merge(entry.value, change.value, name, depth + 1);
    return value ? [{ ...entry, value }] : [];
  });
  const added = [...changes.values()].filter(({ key, value }) => value && !nameOf(key).startsWith('$'));
  return { ...base, entries: [...kept, ...added] };
}

function mergeLists(base: Sequence, patch: Sequence, by: string, depth: number): Sequence {
  const idOf = (item: Node) => textOf(nodeAt(item, by));
  const changes = [...patch.items];
  const kept = base.items.flatMap((item): Node | readonly Node[] => {
    const id = idOf(item);
    const at = id === undefined ? -1 : changes.findIndex((change) => idOf(change) === id);
    if (at < 0) return item;
    const [change] = changes.splice(at, 1);
    return merge(item, change!, '', depth + 1) ?? [];
  });
  return { ...base, items: [...kept, ...changes.filter((item) => directive(item) === undefined)] };
}

/** What the operations of a JSON patch (RFC 6902) make of a node; those that lead nowhere are left out. */
export function applyOperations(base: Node, operations: Sequence): Node {
  return operations.items.reduce((node, operation) => {
    const op = textOf(entryOf(operation, 'op')?.value);
    const path = textOf(entryOf(operation, 'path')?.value);
    const value = nodeAt(operation, 'value');
    if (path === undefined || !path.startsWith('/') || path.length > 1000) return node;
    const steps = path
      .slice(1)
      .split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (op === 'remove') return change(node, steps, undefined, false) ?? node;
    return (op === 'add' || op === 'replace') && value ? (change(node, steps, value, op === 'add') ?? node) : node;
  }, base);
}

/** A node with something else at a path, `value` undefined for nothing; undefined when the path leads nowhere. */
function change(
  node: Node,
  [step, ...rest]: readonly string[],
  value: Node | undefined,
  adds: boolean,
): Node | undefined {
  if (step === undefined) return value;
  if (node.type === 'sequence') return changeItem(node, step, rest, value, adds);
  if (node.type !== 'mapping') return undefined;
  const entry = entryOf(node, step);
  if (rest.length === 0 && !value) return { ...node, entries: node.entries.filter((one) => one !== entry) };
  if (!entry) {
    // an entry that comes has no key of its own in the code: it stands where its value does
    const key: Entry['key'] = {
      type: 'scalar',
      start: node.start,
      end: node.start,
      value: step,
      source: step,
      style: 'plain',
    };
    return rest.length === 0 && value && adds
      ? { ...node, entries: [...node.entries, { start: value.start, end: value.end, key, value }] }
      : undefined;
  }
  const inner = entry.value ? change(entry.value, rest, value, adds) : undefined;
  const changed = rest.length === 0 ? value : inner;
  return changed && { ...node, entries: node.entries.map((one) => (one === entry ? { ...one, value: changed } : one)) };
}

function changeItem(
  node: Sequence,
  step: string,
  rest: readonly string[],
  value: Node | undefined,
  adds: boolean,
): Node | undefined {
  const at = step === '-' ? node.items.length : /^\d{1,6}$/.test(step) ? Number(step) : -1;
  const item = node.items[at];
  if (rest.length > 0) {
    const inner = item && change(item, rest, value, adds);
    return inner && { ...node, items: node.items.map((one) => (one === item ? inner : one)) };
  }
  if (value && adds && at >= 0 && at <= node.items.length) {
    return { ...node, items: [...node.items.slice(0, at), value, ...node.items.slice(at)] };
  }
  if (!item) return undefined;
  return { ...node, items: node.items.flatMap((one) => (one === item ? (value ?? []) : one)) };
}
