import { createEngine, type Engine } from '../../src/engine';
import { SETTLED } from '../../src/surfaces/language-server/folder';
import { keepHeapSmall } from '../../src/surfaces/language-server/heap';
import { KINDS, workspace } from './generate';

const TODAY = '2026-01-15';
const STROKES = 60;

interface Row {
  readonly what: string;
  readonly figures: Readonly<Record<string, number>>;
}

const now = (): number => Number(process.hrtime.bigint()) / 1e6;
function timed(work: () => void): number {
  const start = now();
  work();
  return now() - start;
}
function quantile(times: readonly number[], q: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

/** Types and takes back a character all over a file, as a person would; gives the time of each stroke with its report. */
function typeIn(engine: Engine, path: string, text: string): number[] {
  const times: number[] = [];
  const lines = text.split('\n');
  for (let stroke = 0; stroke < STROKES; stroke++) {
    const line = Math.floor((lines.length * (stroke + 0.5)) / STROKES);
    const at = lines.slice(0, line).join('\n').length + lines[line]!.length;
    const typed = `${text.slice(0, at)}x${text.slice(at)}`;
    for (const next of [typed, text]) {
      times.push(
        timed(() => {
          engine.update(path, next);
          engine.report({ today: TODAY, paths: [path] });
        }),
      );
    }
  }
  return times;
}

/** Loads a workspace as a host does; gives the longest single block. */
function load(engine: Engine, files: number): number {
  let longest = 0;
  const block = (work: () => void) => {
    longest = Math.max(longest, timed(work));
  };
  for (const [path, text] of workspace(files)) block(() => engine.update(path, text));
  let done = false;
  while (!done) {
    block(() => {
      done = engine.settle(SETTLED);
    });
  }
  engine.report({ today: TODAY });
  return longest;
}

function keystrokes(size: number): Row[] {
  const rows: Row[] = [];
  const engine = createEngine();
  const longest = load(engine, size);
  rows.push({ what: `longest block while ${size} files load`, figures: { max: longest } });
  for (const kind of KINDS) {
    const path = kind.path('edited');
    const text = kind.make(kind.large);
    const beside = kind.beside?.('edited') ?? [];
    for (const [name, content] of beside) engine.update(name, content);
    engine.settle(Number.POSITIVE_INFINITY);
    const cold = timed(() => {
      engine.update(path, text);
      engine.report({ today: TODAY, paths: [path] });
    });
    const times = typeIn(engine, path, text);
    for (const [name] of [[path], ...beside]) engine.update(name!, undefined);
    const figures = { cold, p50: quantile(times, 0.5), p95: quantile(times, 0.95), max: Math.max(...times) };
    rows.push({ what: `keystroke ${kind.name} 1,000 lines, ${size} files`, figures });
  }
  return rows;
}

/** Many declarations that lean on one. */
function shared(): Row[] {
  const readers = Array.from(
    { length: 400 },
    (_, i) =>
      `resource "aws_security_group" "g${i}" {\n  ingress {\n    from_port = 443\n    to_port = 443\n    protocol = "tcp"\n    cidr_blocks = [var.cidr]\n  }\n}\n`,
  ).join('');
  const variable = (cidr: string) => `variable "cidr" {\n  default = "${cidr}"\n}\n`;
  const bindings = Array.from(
    { length: 500 },
    (_, i) =>
      `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: b${i}\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: reader\nsubjects:\n  - kind: ServiceAccount\n    name: s${i}\n    namespace: shop\n`,
  ).join('');
  const role = (verb: string) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: reader\nrules:\n  - apiGroups: [""]\n    resources: ["secrets"]\n    verbs: ["${verb}"]\n`;
  const change = (files: readonly (readonly [string, string])[], path: string, texts: readonly string[]): number[] => {
    const engine = createEngine();
    for (const [name, text] of files) engine.update(name, text);
    engine.report({ today: TODAY });
    const times: number[] = [];
    for (let round = 0; round < 20; round++) {
      times.push(
        timed(() => {
          engine.update(path, texts[round % texts.length]!);
          engine.report({ today: TODAY });
        }),
      );
    }
    return times;
  };
  const ofVariable = change(
    [
      ['m/main.tf', readers],
      ['m/variables.tf', variable('10.0.0.0/8')],
    ],
    'm/variables.tf',
    ['10.1.0.0/16', '10.2.0.0/16'].map(variable),
  );
  const ofRole = change(
    [
      ['k/b.yaml', bindings],
      ['k/role.yaml', role('get')],
    ],
    'k/role.yaml',
    ['list', 'get'].map(role),
  );
  const calls = (first: string) =>
    Array.from(
      { length: 200 },
      (_, i) => `module "m${i}" {\n  source = "../net"\n  cidr   = "${i === 0 ? first : `10.${i}.0.0/16`}"\n}\n`,
    ).join('');
  const called = Array.from({ length: 8 }, (_, i) =>
    readers.slice(
      readers.indexOf(`resource "aws_security_group" "g${i}"`),
      readers.indexOf(`resource "aws_security_group" "g${i + 1}"`),
    ),
  ).join('');
  const module = `${called}variable "cidr" {}\n`;
  const ofCall = change(
    [
      ['net/main.tf', module],
      ['prod/main.tf', calls('10.0.0.0/16')],
    ],
    'prod/main.tf',
    ['10.201.0.0/16', '10.0.0.0/16'].map(calls),
  );
  const ofCalled = change(
    [
      ['net/main.tf', module],
      ['prod/main.tf', calls('10.0.0.0/16')],
    ],
    'net/main.tf',
    ['444', '443'].map((port) => module.replace('443', port)),
  );
  const template = (i: number) =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: w${i}\nspec:\n  automountServiceAccountToken: false\n  hostNetwork: {{ .Values.net.host }}\n  containers:\n    - name: web\n      image: shop/web:1\n`;
  const values = (host: string, policy: string) => `net:\n  host: ${host}\n  policy: ${policy}\n`;
  const chart = [
    ['c/Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
    ['c/values.yaml', values('false', 'none')],
    ...Array.from({ length: 400 }, (_, i) => [`c/templates/w${i}.yaml`, template(i)] as const),
  ] as const;
  const ofValue = change(
    chart,
    'c/values.yaml',
    ['true', 'false'].map((host) => values(host, 'none')),
  );
  const ofNeighbour = change(
    chart,
    'c/values.yaml',
    ['all', 'none'].map((policy) => values('false', policy)),
  );
  const kustomization = (namespace: string) =>
    `namespace: ${namespace}\nresources:\n${Array.from({ length: 1000 }, (_, i) => `  - w${i}.yaml\n`).join('')}`;
  const ofNamespace = change(
    [
      ['k/kustomization.yaml', kustomization('shop')],
      ...Array.from({ length: 1000 }, (_, i) => [`k/w${i}.yaml`, template(i).replace(/\{\{.*\}\}/, 'false')] as const),
    ],
    'k/kustomization.yaml',
    ['shops', 'shop'].map(kustomization),
  );
  return [
    { what: 'a value that 400 templates read', figures: { p50: quantile(ofValue, 0.5), p95: quantile(ofValue, 0.95) } },
    {
      what: 'a value beside one that 400 templates read',
      figures: { p50: quantile(ofNeighbour, 0.5), p95: quantile(ofNeighbour, 0.95) },
    },
    {
      what: 'the namespace of 1,000 objects',
      figures: { p50: quantile(ofNamespace, 0.5), p95: quantile(ofNamespace, 0.95) },
    },
    {
      what: 'a variable that 400 declarations read',
      figures: { p50: quantile(ofVariable, 0.5), p95: quantile(ofVariable, 0.95) },
    },
    {
      what: 'a call of a module called 200 times',
      figures: { p50: quantile(ofCall, 0.5), p95: quantile(ofCall, 0.95) },
    },
    {
      what: 'a resource of a module called 200 times',
      figures: { p50: quantile(ofCalled, 0.5), p95: quantile(ofCalled, 0.95) },
    },
    { what: 'a role bound 500 times', figures: { p50: quantile(ofRole, 0.5), p95: quantile(ofRole, 0.95) } },
  ];
}

function memory(files: number): Row {
  const collect = globalThis.gc ?? (() => {});
  collect();
  const before = process.memoryUsage();
  const engine = createEngine();
  load(engine, files);
  collect();
  const after = process.memoryUsage();
  const figures = { heapMB: (after.heapUsed - before.heapUsed) / 1e6, rssMB: after.rss / 1e6 };
  if (engine.report({ today: TODAY }).failures.length > 0) throw new Error('a stage threw');
  return { what: `memory, ${files} files, heap as in the server`, figures };
}

keepHeapSmall();
const [part, size] = process.argv.slice(2);
const PARTS: Readonly<Record<string, () => readonly Row[]>> = {
  keystrokes: () => keystrokes(Number(size)),
  shared() {
    keystrokes(10); // a server that has been up for a while
    return shared();
  },
  memory: () => [memory(Number(size))],
};
process.stdout.write(`${JSON.stringify(PARTS[part!]!())}\n`);
