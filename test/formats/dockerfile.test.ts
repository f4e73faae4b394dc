// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Dockerfiles look the same
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { type Change, each, set } from '../../src/facts';
import { dockerfile } from '../../src/formats/dockerfile';
import { REDACTION } from '../../src/place';
import { asString, asStrings, partsOf, type Resource } from '../../src/resource';
import { world } from '../support/lookup';

const PATH = 'api/Dockerfile';
const read = (text: string) => world({ [PATH]: text }, [dockerfile]);
const image = (text: string): Resource => read(text).resource('image');
const strings = (resource: Resource, name: string) => each(asStrings(resource.get(name))).map((entry) => entry.value);
const fixture = (name: string) => fs.readFileSync(`test/fixtures/dockerfile/${name}`, 'utf8');

describe('dockerfile format', () => {
  it('recognises Dockerfiles by their names', () => {
    const files = [
      'Dockerfile',
      'a/Dockerfile.dev',
      'Dockerfile-dev',
      'Containerfile_ci',
      'a/api.Dockerfile',
      'a/b.dockerfile',
      'Containerfile',
    ];
    for (const path of files) assert.ok(dockerfile.recognises(path, ''), path);
    const others = [
      'Dockerfile.dockerignore',
      'Dockerfile.j2',
      'a/Dockerfile/readme',
      'mydockerfile',
      'docker.yaml',
      'dockerfile_parse.go',
    ];
    for (const path of others) assert.ok(!dockerfile.recognises(path, ''), path);
  });

  it('gives the image of the last stage, with what its stages below say', () => {
    const resource = image(fixture('api.Dockerfile'));
    const from = asString(resource.get('from'));
    assert.deepEqual(
      [from.state, from.state === 'known' && [from.value, from.byDefault]],
      ['known', ['node:22-bookworm-slim', true]],
    );
    const user = asString(resource.get('user'));
    assert.equal(user.state === 'known' && user.value, 'node');
    assert.deepEqual(strings(resource, 'expose'), ['8080/tcp', '9229']);
    assert.equal(asString(resource.get('env', 'GREETING')).state, 'known');
    assert.equal(asString(resource.get('env', 'PORT')).state, 'known');
    // the build stage is copied from, its commands do not run in the image
    assert.deepEqual(strings(resource, 'run'), []);
    assert.equal(resource.subject.address, 'Dockerfile');
  });

  it('begins a stage with what the one below leaves for it, and reads nothing in here-documents', () => {
    const text = fixture('heredoc.Dockerfile');
    const user = asString(image(text).get('user'));
    assert.equal(user.state === 'known' && user.value, 'node');
    assert.deepEqual(strings(image(text), 'run'), ['npm ci --omit=dev']);
    assert.deepEqual(strings(image(text), 'expose'), ['8080']);
    const tools = asString(image(text.slice(0, text.indexOf('FROM base\nCOPY'))).get('user'));
    assert.equal(tools.state === 'known' && tools.value, 'root');
    assert.equal(tools.state === 'known' && tools.byDefault, true);
  });

  it('names the places of what it says', () => {
    const text = 'FROM a AS b\nUSER one\nFROM b\nRUN x && \\\n  y\n';
    const files = read(text);
    const resource = files.resource('image');
    assert.equal(files.textAt(resource.subject.head), 'FROM b');
    assert.equal(files.textAt(resource.get('user').at), 'one');
    assert.equal(files.textAt(resource.get('from').at), 'a');
    assert.equal(files.textAt(each(asStrings(resource.get('run')))[0]!.at), 'x && \\\n  y');
  });

  it('the user is absent without USER, at the last FROM', () => {
    const files = read('FROM a AS build\nUSER builder\nFROM scratch\nCOPY --from=build /x /x\n');
    const user = files.resource('image').get('user');
    assert.equal(user.state, 'absent');
    assert.equal(files.textAt(user.at), 'FROM scratch');
  });

  it('resolves variables: defaults are marked, what a build sets is unknown', () => {
    const cases: [string, string, unknown][] = [
      ['FROM a\nARG U=app\nUSER $U', 'app', true],
      ['FROM a\nENV U=app\nUSER ${U}', 'app', undefined],
      ['FROM a\nENV U=x\nARG U=y\nUSER ${U:-z}', 'x', undefined],
      ['FROM a\nUSER ${U:-app}', 'app', true],
      ['ARG U=app\nFROM a\nARG U\nUSER $U:$U', 'app:app', true],
      ['FROM a AS b\nARG U=app\nFROM b\nUSER $U', 'app', true],
    ];
    for (const [text, value, byDefault] of cases) {
      const user = asString(image(text).get('user'));
      assert.deepEqual(
        [user.state === 'known' && user.value, user.state === 'known' && user.byDefault],
        [value, byDefault],
        text,
      );
    }
    for (const text of [
      'FROM a\nUSER $U',
      'FROM a\nARG U\nUSER $U',
      'ARG U=app\nFROM a\nUSER $U',
      'FROM a\nENV U=app\nUSER ${U#a}',
      'FROM a\nUSER ${U:+app}',
    ]) {
      assert.equal(asString(image(text).get('user')).state, 'unknown', text);
    }
  });

  it('values of one instruction do not see each other', () => {
    const resource = image('FROM a\nENV A=1\nENV A=2 B=$A');
    const b = asString(resource.get('env', 'B'));
    assert.equal(b.state === 'known' && b.value, '1');
  });

  it('a credential that was taken out is a part of its own', () => {
    const resource = image(`FROM a\nENV T=${REDACTION.repeat(8)}-x`);
    assert.deepEqual(
      partsOf(resource.get('env', 'T'))?.map((part) => part.type),
      ['redacted', 'known'],
    );
    assert.equal(asString(resource.get('env', 'T')).state, 'unknown');
  });

  it('a file without FROM is no image; a half-typed one is', () => {
    assert.deepEqual(read('RUN x\n').resources(), []);
    assert.equal(image('FROM').get('from').state, 'absent');
  });

  describe('changes', () => {
    const userSet = (text: string, user: string) => {
      const files = read(text);
      return files.changed(set(asString(files.resource('image').get('user')), user), PATH);
    };

    it('puts USER before what starts the container, above its comments', () => {
      assert.equal(
        userSet('FROM a\nRUN b\n\n# start\nENTRYPOINT ["x"]\nCMD ["y"]\n', 'app'),
        'FROM a\nRUN b\n\nUSER app\n# start\nENTRYPOINT ["x"]\nCMD ["y"]\n',
      );
    });

    it('puts USER at the end where nothing is started, of the last stage only', () => {
      assert.equal(
        userSet('FROM a AS b\nCMD x\nFROM b\nRUN y\n', 'app'),
        'FROM a AS b\nCMD x\nFROM b\nRUN y\nUSER app\n',
      );
      assert.equal(userSet('FROM a', 'app'), 'FROM a\nUSER app');
      assert.equal(userSet('FROM a\r\nCMD x', 'app'), 'FROM a\r\nUSER app\r\nCMD x');
    });

    it('replaces the user that is written', () => {
      assert.equal(userSet('FROM a\nUSER root # no\nCMD x', 'app'), 'FROM a\nUSER app # no\nCMD x');
      assert.equal(userSet('FROM a\nUSER "root"\n', 'app'), 'FROM a\nUSER "app"\n');
    });

    it('takes out one port, or the instruction with its last one', () => {
      const removed = (text: string, n: number) => {
        const files = read(text);
        const change: Change = { type: 'remove', at: each(asStrings(files.resource('image').get('expose')))[n]!.at };
        return files.changed(change, PATH);
      };
      assert.equal(removed('FROM a\nEXPOSE 22 80\nCMD x', 0), 'FROM a\nEXPOSE 80\nCMD x');
      assert.equal(removed('FROM a\nEXPOSE 22\nCMD x', 0), 'FROM a\nCMD x');
    });
  });
});
