import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine';
import { set } from '../../src/facts';
import { formatOf } from '../../src/formats';
import { kubernetes } from '../../src/formats/kubernetes';
import type { Place } from '../../src/place';
import { providers } from '../../src/providers/kubernetes';
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
          BASE.replace('name: web', 'name: web\n  labels: {app: web, tier: front}\n  annotations: {note: "yes"}'),
        ),
      )[0];
    for (const target of [
      'kind: Pod',
      'name: web',
      'name: w.*',
      'name: ^web$',
      'name: x|web',
      'kind: Pod, labelSelector: "app=web,tier,!old,x!=y"',
      'annotationSelector: note==yes',
    ]) {
      assert.equal(aimed(target), 'absent', target);
    }
    assert.equal(aimed('labelSelector: "app in (web, api)"'), 'unknown');
    for (const target of [
      ...['kind: Job', 'name: webs', 'name: w.*s', 'kind: Po', 'labelSelector: app=other', 'labelSelector: none'],
      ...['kind: Pod, labelSelector: "!tier"', 'annotationSelector: note=no'],
    ]) {
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

  it('a fix goes into a patch that is written in place, and nowhere where that can’t be said', () => {
    const inlined = (patch: string, to = false, ...path: string[]) => {
      const seen = files(overlay('prod', patch));
      const value = asBoolean(pods(seen)[0]!.get('spec', ...(path.length > 0 ? path : ['hostPID'])));
      return seen.changed(set(value, to), 'prod/kustomization.yaml').split('\n').slice(1).join('\n');
    };
    const block = inline(`${head}spec:\n  hostPID: true\n  hostIPC: true`);
    assert.equal(inlined(block), block.replace('hostPID: true', 'hostPID: false'));
    const ops = (text: string) => `patches:\n  - target: {kind: Pod}\n    patch: ${text}\n`;
    const json = ops(`'[{"op": "add", "path": "/spec/hostPID", "value": true}]'`);
    assert.equal(inlined(json), json.replace('"value": true', '"value": false'));
    const folded = ops('>-\n      - op: add\n\n        path: /spec/hostPID\n\n        value: true');
    assert.equal(inlined(folded), folded);
    const container = inline(`${head}spec:\n  containers:\n    - name: c\n      securityContext: {privileged: true}`);
    const seen = files(overlay('prod', container));
    const added = pods(seen)[0]!.all('spec', 'containers')[2]!;
    const slot = added.slot('securityContext', 'runAsNonRoot');
    const text = seen.changed({ type: 'insert', slot, value: true }, 'prod/kustomization.yaml');
    assert.ok(text.includes('securityContext: {privileged: true, runAsNonRoot: true}'), text);
    const below = seen.changed({ type: 'insert', slot: added.slot('image'), value: 'c:1' }, 'prod/kustomization.yaml');
    assert.ok(below.endsWith('securityContext: {privileged: true}\n            image: c:1\n'), below);
    const { at } = added.get('securityContext') as { at: Place };
    const less = seen.changed({ type: 'remove', at }, 'prod/kustomization.yaml');
    assert.ok(less.endsWith('    - name: c\n'), less);
  });

  describe('replacements', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {net: "false", path: a/b}\n';
    const of = (source: string, target: string, more = '', way = 'hostNetwork') =>
      network(
        files({
          'prod/kustomization.yaml': `resources: [../base, c.yaml]\n${more}replacements:\n  - source: {${source}}\n    targets:\n      - {${target}}\n`,
          'prod/c.yaml': config,
        }),
        'spec',
        ...way.split('/'),
      )[0];
    const source = 'kind: ConfigMap, name: c, fieldPath: data.net';
    const target = 'select: {kind: Pod, name: web}, fieldPaths: [spec.hostNetwork]';

    it('a field becomes what an object of the deployment says', () => {
      assert.equal(of(source, target), 'false prod/c.yaml "false"');
      assert.equal(of(source, target.replace('web', 'other')), 'true base/web.yaml true');
      assert.equal(of('kind: Pod, name: web, fieldPath: spec.containers.0.image', target), 'a:1 base/web.yaml a:1');
    });

    it('a generated literal is known, a generated file is not', () => {
      const generated = 'configMapGenerator: [{name: g, literals: [net=no, "on=false"], envs: [a.env]}]\n';
      assert.equal(
        of('kind: ConfigMap, name: g, fieldPath: data.on', target, generated),
        'false prod/kustomization.yaml "on=false"',
      );
      assert.equal(of('kind: ConfigMap, name: g, fieldPath: data.other', target, generated), 'unknown');
    });

    it('what can’t be followed is unknown, and so is who may be meant', () => {
      assert.equal(of('kind: Secret, name: s, fieldPath: data.net', target), 'unknown');
      assert.equal(of(source, 'select: {labelSelector: a=b}, fieldPaths: [spec.hostNetwork]'), 'unknown');
      assert.equal(of(source, `${target}, reject: [{name: web}]`), 'unknown');
      assert.equal(of(source, target.replace('fieldPaths', 'options: {encoding: base64}, fieldPaths')), 'unknown');
      assert.equal(of(source, target.replace('spec.hostNetwork', '"spec.none.[a=b].x"')), 'true base/web.yaml true');
    });

    it('pieces, chosen items and fields that are created', () => {
      const image = (options: string) =>
        of(
          'kind: ConfigMap, name: c, fieldPath: data.path, options: {delimiter: /, index: 1}',
          `select: {kind: Pod}, fieldPaths: ["spec.containers.[name=a].image"], options: {${options}}`,
          '',
          'containers/0/image',
        );
      assert.equal(image('delimiter: ":", index: 1'), 'a:b prod/c.yaml a/b');
      assert.equal(image('delimiter: ":"'), 'b:1 prod/c.yaml a/b');
      const made = (options: string) =>
        of(source, `select: {kind: Pod}, fieldPaths: [spec.hostIPC], options: {${options}}`, '', 'hostIPC');
      assert.equal(made('create: true'), 'false prod/c.yaml "false"');
      assert.equal(made(''), 'absent');
    });

    it('may stand in a file, and are no other list', () => {
      const text = `source: {${source}}\ntargets:\n  - select: {kind: Pod}\n    fieldPaths: [spec.hostNetwork]\n`;
      const seen = files({
        'prod/kustomization.yaml': 'resources: [../base, c.yaml]\nreplacements: [{path: r.yaml}]\n',
        'prod/r.yaml': text,
        'prod/c.yaml': config,
      });
      assert.deepEqual(network(seen), ['false prod/c.yaml "false"']);
      assert.equal(formatOf('x.yaml', `${text}name: x\n`), undefined);
    });

    it('that lead in a circle end', () => {
      const circle = 'kind: Pod, name: web, fieldPath: spec.hostNetwork';
      assert.equal(of(circle, target), 'true base/web.yaml true');
    });
  });

  it('variables are filled in later', () => {
    const container = BASE.replace('image: a:1', 'image: $(IMAGE)');
    const said = (vars: string) =>
      network(files(overlay('prod', vars), container), 'spec', 'containers', '0', 'image')[0];
    assert.equal(said('vars: [{name: IMAGE, objref: {kind: ConfigMap, name: c, apiVersion: v1}}]\n'), 'unknown');
    assert.equal(said(''), '$(IMAGE) base/web.yaml $(IMAGE)');
  });

  it('what changes objects in ways that nobody can know leaves nothing to say', () => {
    const of = (text: string, more = {}) => network(files({ ...overlay('prod', text), ...more }))[0];
    for (const text of [
      'transformers: [turn.yaml]\n',
      'transformers: ["https://x.example/t"]\n',
      'transformers:\n  - |-\n    kind: PatchTransformer\n',
      'components: ["github.com/a/b?ref=v1"]\n',
    ]) {
      assert.equal(of(text), 'unknown', text);
    }
    const outer = {
      ...overlay('stage', 'transformers: [turn.yaml]\n'),
      'prod/kustomization.yaml': `namespace: shop\nresources: [../stage]\ncommonLabels: {a: b}\n${inline(`${head}spec: {hostPID: true}`)}`,
    };
    assert.deepEqual(network(files(outer)), ['unknown']);
    const harmless = 'apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: l}\nlabels: {a: b}\n';
    assert.equal(of('transformers: [turn.yaml]\n', { 'prod/turn.yaml': harmless }), 'true base/web.yaml true');
    for (const text of [
      'helmCharts: [{name: x, repo: "https://x.example"}]\n',
      'configurations: [c.yaml]\n',
      'openapi: {version: v1.20.4}\n',
      'resources: ["github.com/a/b?ref=v1", ../base, missing.yaml, ../nowhere]\n',
      'patches: [{path: missing.yaml}]\n',
    ]) {
      assert.equal(of(text), 'true base/web.yaml true', text);
    }
    const lists = (openapi: string) =>
      network(
        files(overlay('prod', `${openapi}${inline(`${head}spec:\n  containers: [{name: a, image: "b:1"}]`)}`)),
        ...['spec', 'containers', '0', 'image'],
      )[0];
    assert.equal(lists('openapi: {path: s.json}\n'), 'unknown');
    assert.match(lists('')!, /^b:1 /);
  });

  it('labels are added', () => {
    const label = (text: string) => network(files(overlay('prod', text)), 'metadata', 'labels', 'a')[0];
    assert.equal(label('commonLabels: {a: b}\n'), 'b prod/kustomization.yaml b');
    assert.equal(label('labels: [{pairs: {a: b}}]\n'), 'b prod/kustomization.yaml b');
  });

  it('accounts and roles are found under the names that they are given, accounts with their namespace', () => {
    const rbac = 'apiVersion: rbac.authorization.k8s.io/v1\n';
    const binding = `${rbac}kind: RoleBinding\nmetadata: {name: b}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}\nsubjects:\n  - {kind: ServiceAccount, name: a, namespace: default}\n  - {kind: ServiceAccount, name: other, namespace: default}\n  - {kind: User, name: u}\n`;
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a}\nautomountServiceAccountToken: false\n';
    const named = inline(`${head}spec: {serviceAccountName: p-a-s}`);
    const seen = files(
      {
        ...overlay('prod', 'namespace: shop\nnamePrefix: p-\nnameSuffix: -s\n'),
        'outer/kustomization.yaml': `resources: [../prod]\n${named}`,
      },
      `${BASE}---\n${account}---\n${rbac}kind: Role\nmetadata: {name: r}\nrules: []\n---\n${binding}`,
    );
    const pod = pods(seen)[0]!;
    assert.equal(pod.find('core/ServiceAccount', 'shop/a')?.subject.id, 'core/ServiceAccount/shop/a');
    assert.equal(pod.find('core/ServiceAccount', 'shop/p-a-s')?.subject.id, 'core/ServiceAccount/shop/a');
    assert.equal(pod.find('core/ServiceAccount', 'shop/p-x-s'), undefined);
    const facts = providers.flatMap((provider) =>
      seen.resources().flatMap((one) => (provider.types.includes(one.type) ? [...provider.facts(one)] : [])),
    );
    const members = facts.flatMap((fact) => (fact.kind === 'membership' && fact.member.state === 'known' ? fact : []));
    assert.deepEqual(
      members.map(({ member }) => member.state === 'known' && member.value.id),
      ['system:serviceaccount:shop:a', 'system:serviceaccount:default:other', 'u'],
    );
    const [
      {
        about: [, role],
      },
    ] = members as [(typeof members)[0]];
    assert.equal(
      role?.state === 'known' && role.value,
      seen.resources().find(({ type }) => type.endsWith('/Role'))?.subject.id,
    );
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
    engine.update('kustomization.yaml', 'secretGenerator:\n  - name: db\n    envs: [db.env]\n    files: [p=key.txt]\n');
    engine.update('db.env', `DB_PASSWORD=${password}\n`);
    assert.deepEqual(
      engine.report({ today: '2026-01-15' }).findings.map(({ rule, path }) => `${rule} ${path}`),
      ['password-in-file db.env'],
    );
  });
});
