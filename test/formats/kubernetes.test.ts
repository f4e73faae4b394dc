// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of manifests look the same
import assert from 'node:assert/strict';
import fs from 'node:fs';
import fc from 'fast-check';
import { nodeAt } from '../../src/document/data';
import { parseYaml } from '../../src/document/yaml';
import { each, set } from '../../src/facts';
import { formatOf } from '../../src/formats';
import { kubernetes, kubernetesJson } from '../../src/formats/kubernetes';
import { scanObjects } from '../../src/formats/kubernetes/scan';
import { asBoolean, asString, asStrings, partsOf } from '../../src/resource';
import { world } from '../support/lookup';

const SHOP = fs.readFileSync('test/fixtures/kubernetes/shop.yaml', 'utf8');
const read = (files: Record<string, string>) => world(files, [kubernetes]);
const keys = (files: Record<string, string>) => read(files).declarations.map(({ key }) => key);
const pod = (name: string, namespace = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n${namespace && `  namespace: ${namespace}\n`}spec: {}\n`;

describe('kubernetes format', () => {
  it('recognises manifests, and nothing that only looks like one', () => {
    assert.ok(kubernetes.recognises('k8s/web.yaml', SHOP));
    assert.ok(kubernetes.recognises('overlays/prod/kustomization.yaml', 'resources: [../../base]\n'));
    const others: Record<string, string> = {
      'compose.yaml': 'services:\n  web:\n    image: x\n',
      'template.yaml': 'AWSTemplateFormatVersion: "2010-09-09"\nResources: {}\n',
      'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'docs.yaml': 'text: |\n  apiVersion: v1\n  kind: Pod\n',
      'two.yaml': 'apiVersion: v1\n---\nkind: Pod\n',
      'pod.json': '{"apiVersion": "v1", "kind": "Pod"}',
      'chart/templates/pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n',
    };
    for (const [path, text] of Object.entries(others)) assert.ok(!kubernetes.recognises(path, text), path);
  });

  it('reads a manifest in a folder of templates that fills nothing in', () => {
    const path = 'chart/templates/pod.yaml';
    assert.ok(kubernetes.recognises(path, `# {{ no }}\n${pod('"{{ x }}"')}`));
    assert.ok(kubernetes.recognises(path, pod("'it\\' # {{ no }}")));
    assert.ok(!kubernetes.recognises(path, pod("it's{{ x }}")));
    assert.ok(!kubernetes.recognises(path, `{{- if .Values.on }}\n${pod('a')}{{ end }}\n`));
  });

  it('names objects by group, kind, namespace and name', () => {
    assert.deepEqual(keys({ 'a.yaml': SHOP }), [
      'core/Namespace//shop',
      'core/ServiceAccount/shop/web',
      'apps/Deployment/shop/web',
      'rbac.authorization.k8s.io/ClusterRole//shop-reader',
      'networking.k8s.io/Ingress//',
    ]);
    const addresses = read({ 'a.yaml': SHOP })
      .resources()
      .map(({ subject }) => subject.address);
    assert.deepEqual(addresses, [
      'Namespace shop',
      'ServiceAccount shop/web',
      'Deployment shop/web',
      'ClusterRole shop-reader',
      'Ingress web-',
    ]);
  });

  it('reads names without parsing exactly as the parser reads them', () => {
    const value = fc.constantFrom(
      'web',
      '"a b"',
      "'c'",
      'x # why',
      '',
      '|\n    text',
      '{a: b}',
      '1',
      '&n web',
      '"q\\n"',
    );
    const key = fc.constantFrom(
      'apiVersion',
      'kind',
      'metadata',
      'spec',
      '# note',
      '  name',
      '  namespace',
      '    name',
      '---',
    );
    const line = fc.tuple(key, value).map(([k, v]) => (k.startsWith('#') || k === '---' ? k : `${k}: ${v}`));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), (lines, newline) => {
        const text = lines.join('\n').replaceAll('\n', newline);
        const document = parseYaml(text);
        fc.pre(document.problems.length === 0);
        for (const found of scanObjects(text)) {
          const root = document.roots.find((node) => node && node.start >= found.start && node.start < found.end);
          const told = (...path: string[]) => {
            const node = nodeAt(root, ...path);
            return node?.type === 'scalar' && node.value !== null ? String(node.value) : '';
          };
          assert.equal(root?.start, found.start);
          assert.deepEqual([found.apiVersion, found.kind], [told('apiVersion'), told('kind')]);
          if (found.opaque) continue;
          assert.deepEqual([found.name, found.namespace], [told('metadata', 'name'), told('metadata', 'namespace')]);
        }
      }),
      { seed: 20261124, numRuns: 3000 },
    );
  });

  it('gives attributes from the top, each at its place', () => {
    const files = read({ 'a.yaml': SHOP });
    const deployment = files.resource('apps/Deployment/shop/web');
    assert.equal(deployment.type, 'apps/Deployment');
    assert.equal(files.textAt(deployment.subject.head), 'web');
    const account = asString(deployment.get('spec', 'template', 'spec', 'serviceAccountName'));
    assert.equal(account.state === 'known' && account.value, 'web');
    const containers = deployment.all('spec', 'template', 'spec', 'containers');
    assert.deepEqual(
      containers.map((container) => files.textAt(container.subject.head)),
      ['web', 'proxy'],
    );
    const privileged = asBoolean(containers[1]!.get('securityContext', 'privileged'));
    assert.equal(files.textAt(privileged.at), 'true');
    const role = files.resource('rbac.authorization.k8s.io/ClusterRole//shop-reader');
    assert.deepEqual(
      each(asStrings(role.all('rules')[0]!.get('verbs'))).map(({ value }) => value),
      ['get', 'list'],
    );
  });

  it('leaves unknown what is filled in later', () => {
    const deployment = read({ 'a.yaml': SHOP }).resource('apps/Deployment/shop/web');
    const image = deployment.all('spec', 'template', 'spec', 'containers')[0]!.get('image');
    assert.equal(asString(image).state, 'unknown');
    assert.deepEqual(
      partsOf(image)?.map((part) => (part.type === 'known' ? part.text : part.type)),
      ['registry.shop.example/web:', 'unknown'],
    );
  });

  it('takes the entries of a list for objects', () => {
    const list = [
      'apiVersion: v1\nkind: List\nitems:',
      '  - apiVersion: v1\n    kind: Pod\n    metadata: {name: a}',
      '  - apiVersion: v1\n    kind: Service\n    metadata:\n      name: b\n      namespace: shop\n    spec: {type: NodePort}',
      '  - just text',
    ].join('\n');
    const typed =
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleList\nitems:\n- metadata:\n    name: r\n  rules: []\n';
    const files = read({ 'a.yaml': list, 'b.yaml': typed });
    assert.deepEqual(keys({ 'a.yaml': list, 'b.yaml': typed }), [
      'core/Pod//a',
      'core/Service/shop/b',
      'rbac.authorization.k8s.io/Role//r',
    ]);
    const type = asString(files.resource('core/Service/shop/b').get('spec', 'type'));
    assert.equal(type.state === 'known' && type.value, 'NodePort');
    assert.equal(files.resource('rbac.authorization.k8s.io/Role//r').get('rules').state, 'known');
  });

  it('a custom resource definition and a broken document give no resources and harm no others', () => {
    const definition = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\n';
    assert.deepEqual(keys({ 'a.yaml': `${definition}---\nkind: [\n---\n${pod('b')}` }), ['core/Pod//b']);
  });

  it('finds others by namespace and name; one without a namespace answers for all', () => {
    const files = read({ 'a.yaml': pod('a', 'shop'), 'b.yaml': pod('b'), 'c.yaml': pod('c', 'other') });
    const from = files.resource('core/Pod/shop/a');
    files.asked();
    assert.equal(from.find('core/Pod', 'other/c')?.subject.id, 'core/Pod/other/c');
    assert.equal(from.find('core/Pod', 'b')?.subject.id, 'core/Pod//b');
    assert.equal(from.find('core/Pod', 'shop/b')?.subject.id, 'core/Pod//b');
    assert.equal(from.find('core/Pod', 'shop/c'), undefined);
    assert.equal(from.find('core/Pod', 'a'), undefined);
    assert.ok(!files.asked().includes('look object'), 'a look-up by name asks for that name only');
    assert.equal(from.each('core/Pod').length, 3);
  });

  it('reaches as far as the nearest chart or kustomization', () => {
    const files = new Set(['apps/web/kustomization.yaml', 'apps/chart/Chart.yaml', 'apps/web/base/pod.yaml']);
    const scope = (path: string) => kubernetes.scope(path, (other) => files.has(other));
    assert.equal(scope('apps/web/base/pod.yaml'), 'apps/web');
    assert.equal(scope('apps/chart/templates/pod.yaml'), 'apps/chart');
    assert.equal(scope('apps/other/pod.yaml'), '');
    assert.equal(scope('pod.yaml'), '');
  });

  it('a patch of a kustomization is no object of its own', () => {
    const files = {
      'prod/kustomization.yaml':
        'resources: [web.yaml]\npatches:\n  - path: patches/./a.yaml\n  - patch: |\n      - op: remove\npatchesStrategicMerge: [b.yaml]\n',
      'prod/patches/a.yaml': pod('a'),
      'prod/b.yaml': pod('b'),
      'prod/web.yaml': pod('web'),
    };
    assert.deepEqual(
      read(files)
        .resources()
        .map(({ subject }) => subject.id),
      ['core/Pod//web'],
    );
  });

  it('writes what is missing where it belongs, in the right document', () => {
    const files = read({ 'a.yaml': SHOP });
    const container = files.resource('apps/Deployment/shop/web').all('spec', 'template', 'spec', 'containers')[1]!;
    const value = asBoolean(container.get('securityContext', 'privileged'));
    assert.ok(files.changed(set(value, false), 'a.yaml').includes('securityContext: {privileged: false}'));
    const escalation = asBoolean(container.get('securityContext', 'allowPrivilegeEscalation'));
    assert.ok(
      files
        .changed(set(escalation, false), 'a.yaml')
        .includes('securityContext: {privileged: true, allowPrivilegeEscalation: false}'),
    );
    const account = files.resource('core/ServiceAccount/shop/web');
    const mounted = asBoolean(account.get('automountServiceAccountToken'));
    assert.ok(
      files
        .changed(set(mounted, false), 'a.yaml')
        .includes('  name: web\n  namespace: shop\nautomountServiceAccountToken: false\n---\n'),
    );
  });

  describe('in JSON', () => {
    const json = (data: object) => JSON.stringify(data, null, 2);
    const own = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { hostNetwork: true } };
    const of = (text: string, path = 'web.json') => formatOf(path, text)?.id;

    it('is recognised by its own kind and version', () => {
      assert.equal(of(json(own)), 'kubernetes-json');
      assert.equal(of(json({ kind: 'List', apiVersion: 'v1', items: [own] })), 'kubernetes-json');
      assert.equal(of(json({ ...own, apiVersion: 'apps/v1beta2' })), 'kubernetes-json');
      const others: Record<string, string> = {
        'package.json': json({ name: 'x', version: '1.0.0', kind: 'Pod' }),
        'storage.json': json({
          kind: 'StorageV2',
          apiVersion: '2023-01-01',
          type: 'Microsoft.Storage/storageAccounts',
        }),
        'inner.json': json({ items: [own], template: own }),
        'kind.json': json({ kind: 'pod', apiVersion: 'v1' }),
        'list.json': json([own]),
        'numbers.json': json({ kind: 'Pod', apiVersion: 1 }),
        'web.txt': json(own),
        'chart/templates/web.json': json({ ...own, metadata: { name: '{{ .Values.name }}' } }),
        'steps.json': json([{ op: 'sum', path: '/a' }]),
      };
      for (const [path, text] of Object.entries(others)) assert.equal(of(text, path), undefined, path);
    });

    it('gives the objects that the same in YAML gives, custom resource definitions none', () => {
      const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: {} };
      const list = {
        kind: 'List',
        apiVersion: 'v1',
        items: [own, definition, { ...own, metadata: { name: 'b', namespace: 's' } }],
      };
      const seen = world({ 'a.json': json(list) }, [kubernetesJson]);
      assert.deepEqual(
        seen.resources().map(({ subject }) => subject.id),
        ['core/Pod//web', 'core/Pod/s/b'],
      );
    });

    it('a fix is written in JSON', () => {
      const seen = world({ 'a.json': json(own) }, [kubernetesJson]);
      const pod = seen.resource('core/Pod//web');
      const off = seen.changed(set(asBoolean(pod.get('spec', 'hostNetwork')), false), 'a.json');
      assert.deepEqual(JSON.parse(off).spec, { hostNetwork: false });
      const slot = pod.slot('spec', 'securityContext', 'runAsNonRoot');
      const more = seen.changed({ type: 'insert', slot, value: true }, 'a.json');
      assert.deepEqual(JSON.parse(more).spec, { hostNetwork: true, securityContext: { runAsNonRoot: true } });
    });

    it('belongs to kustomizations: objects, patches and lists of operations', () => {
      const network = (patch: unknown, how = 'patches: [{path: p.json}]') => {
        const files = {
          'base/kustomization.yaml': 'resources: [web.json]\n',
          'base/web.json': json(own),
          'prod/kustomization.yaml': `resources: [../base]\n${how}\n`,
          'prod/p.json': JSON.stringify(patch),
        };
        const seen = world(files, [kubernetes, kubernetesJson]);
        const pods = seen.resources().filter(({ type }) => type === 'core/Pod');
        return pods.map((one) => {
          const value = asBoolean(one.get('spec', 'hostNetwork'));
          return value.state === 'known' && `${value.value} ${value.at.anchor.path}`;
        });
      };
      const off = { ...own, spec: { hostNetwork: false } };
      assert.deepEqual(network(off), ['false prod/p.json']);
      const operations = [{ op: 'replace', path: '/spec/hostNetwork', value: false }];
      assert.deepEqual(network(operations, 'patches: [{target: {kind: Pod}, path: p.json}]'), ['false prod/p.json']);
    });
  });
});
