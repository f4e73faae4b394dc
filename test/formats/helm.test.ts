import assert from 'node:assert/strict';
import { createEngine } from '../../src/engine';
import { is, set } from '../../src/facts';
import { formatOf } from '../../src/formats';
import { helm, helmChart, helmNamed } from '../../src/formats/helm';
import { kubernetes } from '../../src/formats/kubernetes';
import { asBoolean, asString, asStrings, partsOf, type Resource } from '../../src/resource';
import { type World, world } from '../support/lookup';

const CHART = 'apiVersion: v2\nname: web\nversion: 1.2.0\n';
const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`;
const chart = (values: string, template: string, more: Record<string, string> = {}): World =>
  world({ 'web/Chart.yaml': CHART, 'web/values.yaml': values, 'web/templates/pod.yaml': template, ...more }, [
    helm,
    helmNamed,
    kubernetes,
    helmChart,
  ]);
const only = (seen: World): Resource => seen.resource('core/Pod//web');

/** A value with where it stands, in words. */
function told(seen: World, ...path: string[]): string {
  const value = only(seen).get(...path);
  const text = asString(value);
  if (text.state !== 'known') return `${text.state}: ${text.state === 'unknown' ? text.because : ''}`;
  return `${text.value} @ ${text.at.anchor.path} ${seen.textAt(text.at)}${text.byDefault ? ' by default' : ''}`;
}

describe('helm format', () => {
  it('recognises templates and the files of a chart, and nothing that only lies in such a folder', () => {
    const by = (path: string, text: string) => formatOf(path, text)?.id;
    assert.equal(by('web/templates/pod.yaml', pod('  a: {{ .Values.b }}\n')), 'helm');
    assert.equal(by('web/templates/all.yaml', '{{ include "lib.all" . }}\n'), 'helm');
    assert.equal(by('web/templates/pod.yaml', pod('  a: 1\n')), 'kubernetes');
    assert.equal(by('web/values.yaml', 'a: 1\n'), 'helm-chart');
    assert.equal(by('web/Chart.yaml', CHART), 'helm-chart');
    assert.equal(by('web/values.yaml', pod('  a: 1\n')), 'kubernetes');
    assert.equal(by('roles/web/templates/app.yaml', 'a: {{ name }}\n{% if x %}\n'), undefined);
    assert.equal(by('pipelines/templates/build.yml', 'steps:\n  - script: ${{ parameters.run }}\n'), 'azure-pipelines');
    assert.equal(by('web/templates/_helpers.tpl', '{{ define "a" }}x{{ end }}'), 'helm-named');
    assert.equal(by('infra/templates/user_data.tpl', '#!/bin/sh\necho ${name}\n'), undefined);
    assert.equal(by('web/templates/NOTES.txt', '{{ .Values.a }}'), undefined);
    assert.equal(by('docs/Chart.yaml', 'title: Sales\n'), undefined);
  });

  it('named templates and tests are no part of what is deployed', () => {
    const text = pod('  a: {{ .Values.b }}\n');
    const seen = chart('', text, { 'web/templates/tests/t.yaml': text, 'web/templates/_pod.yaml': text });
    assert.equal(seen.resources().length, 1);
  });

  it('gives a value of values.yaml at its place there, with the way to where it is used', () => {
    const seen = chart('net:\n  host: true # for now\n', pod('  hostNetwork: {{ .Values.net.host }}\n'));
    assert.equal(told(seen, 'spec', 'hostNetwork'), 'true @ web/values.yaml true by default');
    const value = only(seen).get('spec', 'hostNetwork');
    assert.deepEqual(value.state === 'known' && value.via?.map((at) => seen.textAt(at)), ['{{ .Values.net.host }}']);
    assert.equal(seen.changed(set(asBoolean(value), false), 'web/values.yaml'), 'net:\n  host: false # for now\n');
  });

  it('evaluates what can be known', () => {
    const values = 'a: x\nempty: ""\nno: false\nlist: [p, q]\nmap: {k: v}\nbraces: "{{ .x }}"\n';
    const expressions: Record<string, string> = {
      '.Values.a': 'x',
      '$.Values.a': 'x',
      '.Values.a | quote': 'x',
      '.Values.a | default "y" | upper': 'X',
      '.Values.empty | default "y"': 'y',
      '.Values.none | default "y"': 'y',
      'default "y" .Values.a': 'x',
      'coalesce .Values.empty .Values.none .Values.a': 'x',
      'required "say it" .Values.map.k': 'v',
      'ternary "p" "q" (eq .Values.a "x")': 'p',
      'ternary "p" "q" (or .Values.no .Values.empty)': 'q',
      'not .Values.no': 'true',
      'ne .Values.a "x"': 'false',
      'tpl .Values.a .': 'x',
      true: 'true',
      '3': '3',
      '`raw`': 'raw',
      '.Chart.Name': 'web',
      '.Chart.Version': '1.2.0',
    };
    for (const [expression, expected] of Object.entries(expressions)) {
      const value = asString(
        only(chart(values, pod(`  n: {{ .Release.Name }}\n  v: {{ ${expression} }}\n`))).get('spec', 'v'),
      );
      assert.equal(value.state === 'known' && value.value, expected, expression);
    }
  });

  it('leaves unknown what can’t be known, and says why', () => {
    const values = 'a: x\nbraces: "{{ .x }}"\n';
    const expressions: Record<string, RegExp> = {
      '.Release.Name': /\.Release\.Name is known only when the chart is installed/,
      'include "web.name" .': /no file of the chart says what web\.name is/,
      '.Values.none': /values\.yaml does not say/,
      '.Values.braces': /filled in/,
      $x: /\$x is known only/,
      '(lookup "v1" "Secret" "a" "b").data': /known only when the chart is installed/,
      '.Values.a | b64enc | sha256sum': /what sha256sum gives/,
      'if .Values.a }}x{{ end': /chosen when/,
    };
    for (const [expression, expected] of Object.entries(expressions)) {
      const value = asString(
        only(chart(values, pod(`  n: {{ .Release.Name }}\n  v: {{ ${expression} }}\n`))).get('spec', 'v'),
      );
      assert.match(value.state === 'unknown' ? value.because : value.state, expected, expression);
    }
  });

  it('a text of several actions is whole when all of them are known', () => {
    const seen = chart(
      'a: x\n',
      pod('  v: "{{ .Values.a }}:{{ .Chart.Name }}"\n  w: "{{ .Values.a }}-{{ .Release.Name }}"\n'),
    );
    assert.equal(
      told(seen, 'spec', 'v'),
      'x:web @ web/templates/pod.yaml "{{ .Values.a }}:{{ .Chart.Name }}" by default',
    );
    const parts = partsOf(only(seen).get('spec', 'w'))?.map((part) => (part.type === 'known' ? part.text : part.type));
    assert.deepEqual(parts, ['x', '-', 'unknown']);
  });

  it('leaves out what stands under a condition that does not hold', () => {
    const template = pod(
      '  {{- if .Values.on }}\n  a: 1\n  {{- else }}\n  b: 1\n  {{- end }}\n  {{- if .Release.IsUpgrade }}\n  c: 1\n  {{- end }}\n  d: 1\n',
    );
    const states = (values: string) =>
      ['a', 'b', 'c', 'd'].map((key) => only(chart(values, template)).get('spec', key).state);
    assert.deepEqual(states('on: true\n'), ['known', 'absent', 'unknown', 'known']);
    assert.deepEqual(states('on: false\n'), ['absent', 'known', 'unknown', 'known']);
    assert.deepEqual(states(''), ['absent', 'known', 'unknown', 'known']);
  });

  it('an object under a condition is made when it holds', () => {
    const exists = (condition: string, values: string) => {
      const { exists: made } = only(chart(values, `{{- if ${condition} }}\n${pod('  a: 1\n')}{{- end }}\n`));
      return made.state === 'known' ? made.value : made.state;
    };
    assert.equal(exists('.Values.on', 'on: true\n'), true);
    assert.equal(exists('.Values.on', 'on: false\n'), false);
    assert.equal(exists('and .Values.on (not .Values.off)', 'on: true\n'), true);
    assert.equal(exists('.Capabilities.APIVersions.Has "a/v1"', 'on: true\n'), 'unknown');
  });

  it('with sets the dot; what range writes in a mapping stays open', () => {
    const template = pod(
      '  {{- with .Values.a }}\n  v: {{ .b }}\n  r: {{ $.Values.c }}\n  {{- end }}\n  {{- range .Values.l }}\n  x: {{ . }}\n  {{- end }}\n',
    );
    const seen = chart('a: {b: 1}\nc: 2\nl: [1]\n', template);
    assert.equal(told(seen, 'spec', 'v'), '1 @ web/values.yaml 1 by default');
    assert.equal(told(seen, 'spec', 'r'), '2 @ web/values.yaml 2 by default');
    assert.match(told(seen, 'spec', 'x'), /^unknown/);
  });

  describe('range', () => {
    const containers = (values: string, inside: string, list = '.Values.l') =>
      only(
        chart(
          values,
          pod(`  containers:\n    {{- range ${list} }}\n    - name: {{ .name }}\n${inside}    {{- end }}\n`),
        ),
      )
        .all('spec', 'containers')
        .map((one) =>
          ['name', 'image'].map((key) => {
            const value = asString(one.get(key));
            return value.state === 'known' ? value.value : value.state;
          }),
        );

    it('gives an entry for each item of a list, in what is said inside and under which conditions', () => {
      const inside = '      {{- if .on }}\n      image: {{ .image | default $.Values.image }}\n      {{- end }}\n';
      const values = 'image: d:1\nl:\n  - {name: a, on: true, image: "a:1"}\n  - {name: b}\n  - {name: c, on: true}\n';
      assert.deepEqual(containers(values, inside), [
        ['a', 'a:1'],
        ['b', 'absent'],
        ['c', 'd:1'],
      ]);
      assert.deepEqual(containers('l: []\n', inside), []);
      assert.deepEqual(containers('', inside), []);
      assert.deepEqual(containers('', inside, '.Release.Items'), []);
    });

    it('goes through maps by key, with names for both, and through lists in lists', () => {
      const seen = chart(
        'm:\n  b: {image: "b:1"}\n  a: {image: "a:1"}\n',
        pod(
          '  containers:\n    {{- range $name, $one := .Values.m }}\n    - name: {{ $name }}\n      image: {{ $one.image }}\n      env:\n        {{- range list "x" "y" }}\n        - name: {{ . }}-{{ $name }}\n        {{- end }}\n    {{- end }}\n    - name: last\n',
        ),
      );
      const words = (resource: Resource, key: string) => {
        const value = asString(resource.get(key));
        return value.state === 'known' ? value.value : value.state;
      };
      assert.deepEqual(
        only(seen)
          .all('spec', 'containers')
          .map((one) => [words(one, 'name'), words(one, 'image'), ...one.all('env').map((env) => words(env, 'name'))]),
        [
          ['a', 'a:1', 'x-a', 'y-a'],
          ['b', 'b:1', 'x-b', 'y-b'],
          ['last', 'absent'],
        ],
      );
    });

    it('makes an object for each item, up to a cap, and a fix goes to the item', () => {
      const template = `{{- range .Values.l }}\n---\n${pod('  hostNetwork: {{ .net }}\n')}{{- end }}\n`;
      const values = 'l:\n  - {net: true}\n  - {net: false}\n';
      const seen = chart(values, template);
      const nets = seen.resources().map((one) => asBoolean(one.get('spec', 'hostNetwork')));
      assert.deepEqual(
        nets.map((one) => one.state === 'known' && one.value),
        [true, false],
      );
      assert.equal(
        seen.resources().every(({ exists }) => exists.state === 'known' && exists.value),
        true,
      );
      assert.equal(seen.changed(set(nets[0]!, false), 'web/values.yaml'), values.replace('true', 'false'));
      const many = `l: [${'{net: true}, '.repeat(300)}]\n`;
      assert.equal(chart(many, template).resources().length, 50);
      const none = chart('l: []\n', template).resources()[0]!;
      assert.equal(none.exists.state === 'known' && none.exists.value, false);
    });
  });

  it('variables are what was said last before, where that can be known', () => {
    const said = (before: string, expression = '$v') =>
      told(
        chart('a: {b: x}\non: true\n', `${before}\n${pod(`  n: {{ .Release.Name }}\n  v: {{ ${expression} }}\n`)}`),
        'spec',
        'v',
      ).split(' @')[0];
    assert.equal(said('{{- $v := .Values.a.b }}'), 'x');
    assert.equal(said('{{- $a := .Values.a }}\n{{- $v := $a.b | upper }}'), 'X');
    assert.equal(said('{{- $root := . }}', '$root.Values.a.b'), 'x');
    assert.equal(said('{{- $v := "p" }}\n{{- if .Values.on }}\n{{- $v = "q" }}\n{{- end }}'), 'q');
    assert.equal(said('{{- $v := "p" }}\n{{- if not .Values.on }}\n{{- $v = "q" }}\n{{- end }}'), 'p');
    assert.equal(said('{{- $v := "p" }}\n{{- if .Values.on }}\n{{- $v := "q" }}\n{{- end }}'), 'p');
    assert.match(said('{{- $v := "p" }}\n{{- if .Release.IsInstall }}\n{{- $v = "q" }}\n{{- end }}')!, /^unknown/);
    assert.match(said('{{- $v := $v }}')!, /^unknown/);
    const doubled = Array.from({ length: 40 }, () => '{{- $v = printf "%s%s" $v "" }}').join('\n');
    assert.equal(said(`{{- $v := "p" }}\n${doubled}`), 'p');
  });

  it('a named template may be handed several things by name, all that there is among them', () => {
    const helpers = {
      'web/templates/_h.tpl':
        '{{ define "n" }}{{ .value.b }}-{{ .context.Values.c }}-{{ .context.Chart.Name }}{{ end }}',
    };
    const seen = chart(
      'a: {b: x}\nc: y\n',
      pod('  v: {{ include "n" (dict "value" .Values.a "context" $) }}\n'),
      helpers,
    );
    assert.match(told(seen, 'spec', 'v'), /^x-y-web @/);
    const open = chart('a: {b: x}\n', pod('  v: {{ include "n" (dict .Release.Name "context") }}\n'), helpers);
    assert.match(told(open, 'spec', 'v'), /^unknown/);
  });

  it('a whole list of containers may stand in the values', () => {
    const values = 'containers:\n  - name: a\n    securityContext: {privileged: true}\n  - name: b\n';
    const seen = chart(values, pod('  containers:\n    {{- toYaml .Values.containers | nindent 4 }}\n'));
    const [first, second, ...more] = only(seen).all('spec', 'containers');
    assert.equal(more.length, 0);
    const privileged = asBoolean(first!.get('securityContext', 'privileged'));
    assert.equal(seen.changed(set(privileged, false), 'web/values.yaml'), values.replace('true', 'false'));
    assert.equal(
      is(asString(second!.get('name')), (name) => name === 'b'),
      'yes',
    );
  });

  it('lines of values are what values.yaml says, also below and in lists, and fixes go there', () => {
    const template = pod(
      '  containers:\n    - name: web\n      securityContext:\n        {{- toYaml .Values.context | nindent 8 }}\n  {{- with .Values.volumes }}\n  volumes:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n',
    );
    const values = 'context:\n  privileged: true\nvolumes:\n  - name: a\n    hostPath: {path: /}\n';
    const seen = chart(values, template);
    const container = only(seen).all('spec', 'containers')[0]!;
    const privileged = asBoolean(container.get('securityContext', 'privileged'));
    assert.equal(seen.changed(set(privileged, false), 'web/values.yaml'), values.replace('true', 'false'));
    const escalation = asBoolean(container.get('securityContext', 'allowPrivilegeEscalation'));
    assert.equal(escalation.state, 'absent');
    assert.ok(
      seen
        .changed(set(escalation, false), 'web/values.yaml')
        .includes('  privileged: true\n  allowPrivilegeEscalation: false\n'),
    );
    const volumes = only(seen).all('spec', 'volumes');
    assert.deepEqual(
      volumes
        .map((volume) => asString(volume.get('hostPath', 'path')))
        .map((path) => path.state === 'known' && path.value),
      ['/'],
    );
  });

  it('lines beside entries add to them: what they may say is no longer absent', () => {
    const template = (lines: string) => pod(`  a: 1\n  ${lines}\n`);
    const state = (lines: string, values: string) => only(chart(values, template(lines))).get('spec', 'hostPID').state;
    assert.equal(state('{{- include "web.pod" . | nindent 2 }}', ''), 'unknown');
    assert.equal(state('{{- toYaml .Values.pod | nindent 2 }}', 'pod:\n  hostPID: true\n'), 'known');
    assert.equal(state('{{- toYaml .Values.pod | nindent 2 }}', 'pod:\n  other: true\n'), 'absent');
  });

  it('what is written anew goes below the end of a block that it would be left out with', () => {
    const template = pod('  {{- if .Values.on }}\n  a: 1\n  {{- end }}\n');
    const seen = chart('on: true\n', template);
    const missing = asBoolean(only(seen).get('spec', 'hostPID'));
    assert.equal(
      seen.changed(set(missing, false), 'web/templates/pod.yaml'),
      `${template}  hostPID: false\n`.replace(/\n$/, '\n'),
    );
  });

  it('a part of a chart has the values of the chart around it, and is left out with its condition', () => {
    const template = pod('  a: {{ .Values.a }}\n  b: {{ .Values.b }}\n  g: {{ .Values.global.g }}\n');
    const files = (above: string) => ({
      'web/Chart.yaml': `${CHART}dependencies:\n  - name: db\n    alias: store\n    condition: store.on\n`,
      'web/values.yaml': above,
      'web/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
      'web/charts/db/values.yaml': 'a: own\nb: own\n',
      'web/charts/db/templates/pod.yaml': template,
    });
    const seen = (above: string) => world(files(above), [helm, kubernetes, helmChart]);
    const one = seen('store:\n  a: above\nglobal: {g: all}\n');
    assert.equal(told(one, 'spec', 'a'), 'above @ web/values.yaml above by default');
    assert.equal(told(one, 'spec', 'b'), 'own @ web/charts/db/values.yaml own by default');
    assert.equal(told(one, 'spec', 'g'), 'all @ web/values.yaml all by default');
    const { exists } = only(seen('store: {on: false}\n'));
    assert.equal(exists.state === 'known' && exists.value, false);
  });

  it('asks for the values that it uses, and no others', () => {
    const seen = chart('a: 1\nb: 2\n', pod('  v: {{ .Values.a }}\n'));
    only(seen).get('spec', 'v');
    const asked = seen.asked().filter((question) => question.includes('value'));
    assert.deepEqual(asked, ['look value web#a', 'open value web#a']);
  });

  it('asks for an entry below a value alone, and for the whole where a line only looks like one', () => {
    const asked = (values: string, path: string) => {
      const seen = chart(values, pod(`  v: {{ ${path} }}\n`));
      const value = told(seen, 'spec', 'v');
      return [value, ...seen.asked().filter((question) => /^open (?:value|entry)/.test(question))];
    };
    const image = 'image:\n  name: a\n  # of today\n  build:\n    tag: b\n  tag: c\n';
    assert.deepEqual(asked(image, '.Values.image.build.tag'), [
      'b @ web/values.yaml b by default',
      'open entry web#image.build.tag',
    ]);
    assert.deepEqual(asked(image, '.Values.image.tag'), [
      'c @ web/values.yaml c by default',
      'open entry web#image.tag',
    ]);
    assert.match(asked(image, '.Values.image.none')[0]!, /values\.yaml does not say/);
    const text = 'image:\n  notes: |\n    tag: b\n  notes.tag: d\n  tag: [1, 2]\n  tag: c\n';
    assert.match(asked(text, '.Values.image.notes.tag')[0]!, /values\.yaml does not say/);
    assert.equal(asked(text, '.Values.image.tag')[0], 'c @ web/values.yaml c by default');
    const twice = `${image}image:\n  name: z\n`;
    assert.match(asked(twice, '.Values.image.tag')[0]!, /values\.yaml does not say/);
  });

  describe('values beside those of the chart', () => {
    const network = (more: Record<string, string>, values = 'net: {host: false, a: 1}\n') =>
      chart(values, pod('  hostNetwork: {{ .Values.net.host }}\n'), more)
        .resources()
        .map((resource) => asBoolean(resource.get('spec', 'hostNetwork')))
        .map((value) => (value.state === 'known' ? `${value.value} ${value.at.anchor.path}` : value.state));

    it('are each one more way to install it, merged over the chart’s own', () => {
      assert.deepEqual(network({}), ['false web/values.yaml']);
      const files = { 'web/values-prod.yaml': 'net: {host: true}\n', 'web/dev-values.yaml': 'net:\n  b: 1\n' };
      assert.deepEqual(network(files), ['false web/values.yaml', 'false web/values.yaml', 'true web/values-prod.yaml']);
      assert.deepEqual(network({ 'web/values.ci.yaml': 'net: {host: null}\n' }), ['false web/values.yaml', 'absent']);
      assert.equal(network({ 'other/values-prod.yaml': 'net: {host: true}\n' }).length, 1);
    });

    it('one defect is one finding, at the file that decides', () => {
      const engine = createEngine();
      const texts: Record<string, string> = {
        'web/Chart.yaml': CHART,
        'web/values.yaml': 'priv: true\nnet: false\n',
        'web/values-a.yaml': 'net: true\n',
        'web/values-b.yaml': 'other: 1\n',
        'web/templates/pod.yaml': pod(
          '  automountServiceAccountToken: false\n  hostNetwork: {{ .Values.net }}\n  containers:\n    - name: a\n      image: a:1\n      securityContext:\n        privileged: {{ .Values.priv }}\n        runAsNonRoot: true\n',
        ),
      };
      for (const [path, text] of Object.entries(texts)) engine.update(path, text);
      const found = () => engine.report({ today: '2026-01-15' }).findings.map(({ rule, path }) => `${rule} ${path}`);
      assert.deepEqual(found(), ['host-namespace web/values-a.yaml', 'privileged-container web/values.yaml']);
      engine.update('web/values-a.yaml', 'net: false\n');
      assert.deepEqual(found(), ['privileged-container web/values.yaml']);
      engine.update('web/values-c.yaml', 'net: true\n');
      assert.deepEqual(found(), ['host-namespace web/values-c.yaml', 'privileged-container web/values.yaml']);
    });

    it('reach the charts in a chart, under their name and as global', () => {
      const seen = world(
        {
          'web/Chart.yaml': CHART,
          'web/values-prod.yaml': 'db: {host: true}\nglobal: {pid: true}\n',
          'web/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
          'web/charts/db/values.yaml': 'host: false\n',
          'web/charts/db/templates/pod.yaml': pod('  a: {{ .Values.host }}\n  b: {{ .Values.global.pid }}\n'),
        },
        [helm, kubernetes, helmChart],
      );
      const said = seen.resources().map((resource) => ['a', 'b'].map((key) => asString(resource.get('spec', key))));
      assert.deepEqual(
        said.map((values) => values.map((value) => (value.state === 'known' ? value.value : value.state))),
        [
          ['false', 'unknown'],
          ['true', 'true'],
        ],
      );
    });
  });

  it('a large values.yaml is asked for by the parts that it is cut into', () => {
    const filler = Array.from({ length: 320 }, (_, i) => `    k${i}: ${i}\n`).join('');
    const values = `web:\n  net: {host: true}\n  more:\n${filler}  names: [a, b]\nother: 1\n`;
    const seen = chart(
      values,
      pod('  v: {{ .Values.web.net.host }}\n  n: {{ toYaml .Values.web.names | nindent 4 }}\n'),
    );
    assert.equal(told(seen, 'spec', 'v'), 'true @ web/values.yaml true by default');
    const names = asStrings(only(seen).get('spec', 'n'));
    assert.equal(names.state === 'known' && names.value.length, 2);
    assert.ok(seen.declarations.filter(({ kind }) => kind === 'value').length > 3, 'it is cut');
  });

  describe('named templates', () => {
    const helpers = (text: string) => ({ 'web/templates/_helpers.tpl': text });
    const given = (body: string, values = '', dot = '.') => {
      const file = helpers(`{{/* What it is. */}}\n{{- define "web.x" -}}\n${body}\n{{- end -}}\n`);
      return told(chart(values, pod(`  v: {{ include "web.x" ${dot} }}\n`), file), 'spec', 'v').split(' @ ')[0];
    };

    it('write text, values and functions of them', () => {
      assert.equal(given('plain'), 'plain');
      assert.equal(given('{{ .Values.a }}', 'a: x\n'), 'x');
      assert.equal(given('{{- printf "%s-%d" .Chart.Name 3 | trunc 4 | trimSuffix "-" }}'), 'web');
      assert.equal(given('{{ .Chart.Name }}-{{ .Chart.Version | replace "." "_" }}'), 'web-1_2_0');
      assert.equal(given('{{- $n := default .Chart.Name .Values.name }}{{- $n | upper }}', 'name: shop\n'), 'SHOP');
      assert.equal(given('{{- if contains "b" .Chart.Name }}yes{{ else }}no{{ end }}'), 'yes');
      assert.equal(given('{{- if .Values.a }}a{{ else if .Values.b }}b{{ else }}c{{ end }}', 'b: 1\n'), 'b');
      assert.equal(given('{{- with .Values.a }}{{ .b }}{{ end }}', 'a: {b: 7}\n'), '7');
      assert.equal(given('{{ .b }}-{{ $.b }}', 'a: {b: 7}\n', '.Values.a'), '7-7');
    });

    it('a value that one passes on stands where it is said, and fixes go there', () => {
      const file = helpers('{{- define "web.net" -}}\n{{ .Values.net }}\n{{- end }}\n');
      const seen = chart('net: true\n', pod('  hostNetwork: {{ include "web.net" . }}\n'), file);
      assert.equal(told(seen, 'spec', 'hostNetwork'), 'true @ web/values.yaml true by default');
      const value = asBoolean(only(seen).get('spec', 'hostNetwork'));
      assert.equal(seen.changed(set(value, false), 'web/values.yaml'), 'net: false\n');
    });

    it('lines that one writes are entries, so that others are known to be missing', () => {
      const file = helpers('{{- define "web.pod" -}}\nhostPID: true\nname: {{ .Release.Name }}\n{{- end }}\n');
      const seen = chart('', pod('  a: 1\n  {{- include "web.pod" . | nindent 2 }}\n'), file);
      assert.equal(
        told(seen, 'spec', 'hostPID'),
        'true @ web/templates/pod.yaml {{- include "web.pod" . | nindent 2 }}',
      );
      assert.match(told(seen, 'spec', 'name'), /^unknown/);
      assert.equal(only(seen).get('spec', 'hostIPC').state, 'absent');
    });

    it('what hangs on the release stays unknown, with the reason', () => {
      assert.match(given('{{ .Release.Name }}-x')!, /\.Release\.Name is known only/);
      assert.match(given('{{- if .Release.IsInstall }}a{{ end }}')!, /it hangs on \.Release\.IsInstall/);
      assert.match(given('{{- range .Values.l }}{{ . }}{{ end }}', 'l: [1]\n')!, /goes through a list/);
      assert.match(given('{{ lookup "v1" "Secret" "a" "b" }}')!, /what lookup gives/);
    });

    it('circles and templates with two meanings end as unknown', () => {
      assert.match(given('{{ include "web.x" . }}')!, /more named templates than are followed/);
      assert.match(given(`{{ include "web.x" . }}${'{{ include "web.x" . }}'.repeat(5)}`)!, /than are followed/);
      const twice = '{{ define "web.x" }}a{{ end }}\n{{ define "web.x" }}b{{ end }}\n';
      const seen = chart('', pod('  v: {{ include "web.x" . }}\n'), helpers(twice));
      assert.match(told(seen, 'spec', 'v'), /said more than once/);
    });

    it('those of a library in charts are found, and read the values of the chart that asks', () => {
      const seen = chart('a: mine\n', pod('  v: {{ include "lib.a" . }}\n'), {
        'web/charts/lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n',
        'web/charts/lib/values.yaml': 'a: of the library\n',
        'web/charts/lib/templates/_a.tpl': '{{ define "lib.a" }}{{ .Values.a }}{{ end }}\n',
      });
      assert.equal(told(seen, 'spec', 'v'), 'mine @ web/values.yaml mine by default');
    });

    it('a change of another template of the file asks for nothing', () => {
      const file = helpers('{{ define "a" }}x{{ end }}\n{{ define "b" }}y{{ end }}\n');
      const seen = chart('', pod('  v: {{ include "a" . }}\n'), file);
      only(seen).get('spec', 'v');
      const asked = seen.asked().filter((question) => question.includes('named'));
      assert.deepEqual(asked, ['look named a', 'open named a']);
    });
  });

  it('takes a kind whose version the chart chooses for the built-in one', () => {
    const template =
      'apiVersion: {{ include "common.capabilities.deployment.apiVersion" . }}\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}-web\n';
    const [resource] = chart('', template).resources();
    assert.equal(resource?.type, 'apps/Deployment');
    assert.equal(resource?.subject.address, 'Deployment …-web');
    const other = 'apiVersion: {{ .Values.version }}\nkind: Deployment\nmetadata:\n  name: web\n';
    assert.notEqual(chart('', other).resources()[0]?.type, 'apps/Deployment');
  });
});
