import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine';
import { set } from '../../src/facts';
import { formatOf } from '../../src/formats';
import { kubernetes } from '../../src/formats/kubernetes';
import { asBoolean, asString, type Resource } from '../../src/resource';
import { type World, world } from '../support/lookup';

const BASE =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n  containers:\n    - name: a\n      image: a:1\n    - name: b\n';
const files = (more: Record<string, string>, base = BASE): World =>
  world({ 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': base, ...more }, [kubernetes]);
const overlay = (name: string, text: string) => ({ [`${name}/kustomization.yaml`]: `resources: [../base]\n${text}` });
const inline = (patch: string) => `patches:\n  - patch: |-\n${patch.replace(/^/gm, '      ')}\n`;
const head = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n';

/** `hostNetwork` of each deployment of the pod, with the file and the text that say it. */
function network(seen: World, ...path: string[]): readonly string[] {
  const way = path.length > 0 ? path : ['spec', 'hostNetwork'];
  return seen
    .resources()
    .filter(({ type }) => type === 'core/Pod')
    .map((pod) => {
      const value = asString(pod.get(...way));
      return value.state === 'known' ? `${value.value} ${value.at.anchor.path} ${seen.textAt(value.at)}` : value.state;
    });
}
const pods = (seen: World): readonly Resource[] => seen.resources().filter(({ type }) => type === 'core/Pod');

describe('kustomizations', () => {
  it('are read with their lists of operations, and no other list is one', () => {
    const by = (text: string) => formatOf('patch.yaml', text)?.id;
    assert.equal(by('- op: replace\n  path: /spec/a\n  value: 1\n'), 'kubernetes');
    assert.equal(by('- op: sum\n  of: [a]\n'), undefined);
    assert.equal(by('steps:\n- op: add\n  path: /a\n'), undefined);
  });

  it('a base by itself is judged by itself; in overlays it is what each makes of it', () => {
    assert.deepEqual(network(files({})), ['true base/web.yaml true']);
    const off = overlay('prod', inline(`${head}spec:\n  hostNetwork: false`));
    assert.deepEqual(network(files(off)), ['false prod/kustomization.yaml false']);
    assert.deepEqual(network(files({ ...off, ...overlay('dev', '') })), [
      'true base/web.yaml true',
      'false prod/kustomization.yaml false',
    ]);
  });

  it('reaches through overlays of overlays; a circle ends', () => {
    const chain = {
      ...overlay('stage', ''),
      'prod/kustomization.yaml': `resources: [../stage]\n${inline(`${head}spec: {hostNetwork: false}`)}`,
    };
    assert.deepEqual(network(files(chain)), ['false prod/kustomization.yaml false']);
    const circle = { 'base/kustomization.yaml': 'resources: [web.yaml, ../prod]\n', ...overlay('prod', '') };
    assert.equal(network(files(circle)).length, 1);
  });

  it('merges entry by entry: lists by their key, `null` and $patch take out', () => {
    const patched = (spec: string) => files(overlay('prod', inline(`${head}spec:\n  ${spec}`)));
    assert.deepEqual(network(patched('hostNetwork: null')), ['absent']);
    const one = pods(patched('containers: [{name: b, image: "b:2"}, {name: c}]'))[0]!;
    assert.deepEqual(
      one.all('spec', 'containers').map((container) => {
        const [name, image] = ['name', 'image'].map((key) => asString(container.get(key)));
        return `${name!.state === 'known' && name!.value} ${image!.state === 'known' ? image!.value : image!.state}`;
      }),
      ['a a:1', 'b b:2', 'c absent'],
    );
    const less = pods(patched('containers: [{name: a, $patch: delete}]'))[0]!;
    assert.equal(less.all('spec', 'containers').length, 1);
    const gone = pods(files(overlay('prod', inline(`${head}$patch: delete`))))[0]!;
    assert.equal(gone.exists.state === 'known' && gone.exists.value, false);
  });

  it('applies operations that replace, add and remove, from files and in place', () => {
    const target = 'target: {kind: Pod, name: web}';
    const ops = (text: string) => ({
      ...overlay('prod', `patches:\n  - ${target}\n    path: ops.yaml\n`),
      'prod/ops.yaml': text,
    });
    const replace = '- op: replace\n  path: /spec/hostNetwork\n  value: false\n';
    assert.deepEqual(network(files(ops(replace))), ['false prod/ops.yaml false']);
    assert.deepEqual(network(files(ops('- op: remove\n  path: /spec/hostNetwork\n'))), ['absent']);
    assert.deepEqual(network(files(ops('- op: add\n  path: /spec/hostPID\n  value: true\n')), 'spec', 'hostPID'), [
      'true prod/ops.yaml true',
    ]);
    const image = '- op: add\n  path: /spec/containers/1/image\n  value: b:2\n';
    assert.deepEqual(network(files(ops(image)), 'spec', 'containers', '1', 'image'), ['b:2 prod/ops.yaml b:2']);
    const json = `patchesJson6902:\n  - ${target}\n    patch: '[{"op": "replace", "path": "/spec/hostNetwork", "value": false}]'\n`;
    assert.deepEqual(network(files(overlay('prod', json))), ['false prod/kustomization.yaml false']);
    const astray = '- op: replace\n  path: /spec/none/0/x\n  value: 1\n- op: add\n  path: no\n- 3\n';
    assert.deepEqual(network(files(ops(`- op: test\n  path: /a\n${astray}`))), ['true base/web.yaml true']);
  });

  it('a patch is for what it names or aims at', () => {
    const aimed = (target: string) =>
      network(
        files(
          overlay(
            'prod',
            `patches:\n  - target: {${target}}\n    patch: '[{"op": "remove", "path": "/spec/hostNetwork"}]'\n`,
          ),
        ),
      )[0];
    for (const target of [
      'kind: Pod',
      'name: web',
      'name: w.*',
      'name: ^web$',
      'name: x|web',
      'kind: Pod, labelSelector: a=b',
    ]) {
      assert.equal(aimed(target), 'absent', target);
    }
    for (const target of ['kind: Job', 'name: webs', 'name: w.*s', 'kind: Po']) {
      assert.equal(aimed(target), 'true base/web.yaml true', target);
    }
  });

  it('components patch what is around them; prefixes are known to outer patches', () => {
    const component = {
      ...overlay('prod', 'components: [../parts/quiet]\n'),
      'parts/quiet/kustomization.yaml': `kind: Component\n${inline(`${head}spec: {hostNetwork: false}`)}`,
    };
    assert.deepEqual(network(files(component)), ['false parts/quiet/kustomization.yaml false']);
    const named = {
      ...overlay('stage', 'namePrefix: s-\n'),
      'prod/kustomization.yaml': `resources: [../stage]\n${inline(
        `${head.replace('web', 's-web')}spec: {hostNetwork: false}`,
      )}`,
    };
    assert.deepEqual(network(files(named)), ['false prod/kustomization.yaml false']);
  });

  it('puts objects into namespaces, those that have one', () => {
    const role = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n';
    const seen = files(overlay('prod', 'namespace: shop\n'), `${BASE}---\n${role}`);
    assert.deepEqual(network(seen, 'metadata', 'namespace'), ['shop prod/kustomization.yaml shop']);
    assert.deepEqual(
      seen.resources().map(({ subject }) => `${subject.id} ${subject.scope} ${subject.address}`),
      ['core/Pod/shop/web prod Pod web', 'rbac.authorization.k8s.io/ClusterRole//r prod ClusterRole r'],
    );
  });

  it('objects of one deployment find each other across its folders, as they are deployed', () => {
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nautomountServiceAccountToken: true\n';
    const patch = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nautomountServiceAccountToken: false\n';
    const seen = files({
      'prod/kustomization.yaml': `namespace: shop\nresources: [../base, a.yaml]\npatches:\n  - path: b.yaml\n`,
      'prod/a.yaml': account,
      'prod/b.yaml': patch,
    });
    const found = pods(seen)[0]!.find('core/ServiceAccount', 'shop/a');
    assert.equal(found?.subject.id, 'core/ServiceAccount/shop/a');
    const mounted = asBoolean(found!.get('automountServiceAccountToken'));
    assert.equal(mounted.state === 'known' && `${mounted.value} ${mounted.at.anchor.path}`, 'false prod/b.yaml');
    assert.equal(seen.resources().length, 2, 'the patch is no object');
  });

  it('asks about a file that no kustomization names once, and opens nothing of others', () => {
    const seen = world({ 'web.yaml': BASE, 'other/kustomization.yaml': 'resources: [x.yaml]\n' }, [kubernetes]);
    assert.equal(network(seen).length, 1);
    assert.deepEqual(seen.asked(), ['look uses web.yaml', 'open object core/Pod//web']);
  });

  it('a fix goes to the file that decides', () => {
    const seen = files({
      ...overlay('prod', 'patchesStrategicMerge: [p.yaml]\n'),
      'prod/p.yaml': `${head}spec:\n  hostPID: true\n`,
    });
    const value = asBoolean(pods(seen)[0]!.get('spec', 'hostPID'));
    assert.equal(seen.changed(set(value, false), 'prod/p.yaml'), `${head}spec:\n  hostPID: false\n`);
  });

  it('credentials in generators are found', () => {
    const engine = createEngine();
    const password = ['k7Hs92', 'ndk1xPq0Zz'].join('');
    engine.update(
      'kustomization.yaml',
      `secretGenerator:\n  - name: db\n    literals:\n      - DB_PASSWORD=${password}\n`,
    );
    assert.deepEqual(
      engine.report({ today: '2026-01-15' }).findings.map(({ rule }) => rule),
      ['password-in-file'],
    );
  });
});
