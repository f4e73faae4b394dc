// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Compose look the same
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { set } from '../../src/facts';
import { compose } from '../../src/formats/compose';
import { asBoolean, asString, partsOf, type Resource } from '../../src/resource';
import { world } from '../support/lookup';

const PATH = 'compose.yaml';
const PROJECT = fs.readFileSync('test/fixtures/compose/compose.yaml', 'utf8');
const read = (text: string, more: Readonly<Record<string, string>> = {}) => world({ [PATH]: text, ...more }, [compose]);
const said = (resource: Resource, ...path: string[]) => {
  const value = asString(resource.get(...path));
  return value.state === 'known' ? value.value : value.state;
};
const service = (text: string, name = 'web', more?: Readonly<Record<string, string>>) =>
  read(text, more).resource(`${PATH}#${name}`);
const image = (written: string) => service(`services:\n  web:\n    image: ${written}\n`).get('image');

describe('compose format', () => {
  it('recognises files by name and what they hold', () => {
    for (const path of ['compose.yaml', 'a/compose.prod.yml', 'docker-compose.yml', 'docker-compose-dev.yaml']) {
      assert.ok(compose.recognises(path, PROJECT), path);
      assert.ok(compose.recognises(path, 'web:\n  image: x\n'), path);
    }
    const others: Record<string, string> = {
      'values.yaml': PROJECT,
      'compose.json': PROJECT,
      'composer.yaml': PROJECT,
      'compose.yaml': 'title: nothing of it\n',
      'docker-compose.yml': 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: x\n',
    };
    for (const [path, text] of Object.entries(others)) assert.ok(!compose.recognises(path, text), path);
  });

  it('declares services, by their anchors and in sections of a large file alike', () => {
    const names = (text: string) => read(text).declarations.map(({ key }) => key.slice(PATH.length + 1));
    const services = ['api', 'mailer', 'reports', 'proxy', 'metrics', 'agent', 'database'];
    assert.deepEqual(names(PROJECT), services);
    const many = Array.from({ length: 200 }, (_, i) => `  web${i}:\n    image: registry.example/web:${i}\n`).join('');
    assert.equal(names(`name: many\nservices:\n${many}volumes:\n  data: {}\n`).length, 200);
  });

  it('takes the first version of the file, where services stand at the top', () => {
    assert.equal(said(service('web:\n  image: x\nx-common:\n  image: y\nvolumes:\n  image: {}\n'), 'image'), 'x');
    assert.equal(read('web:\n  image: x\nx-common:\n  image: y\nvolumes:\n  image: {}\n').declarations.length, 1);
  });

  it('puts merge keys and extended services below what a service says itself', () => {
    const files = read(PROJECT, {
      'shared/compose.agents.yml': fs.readFileSync('test/fixtures/compose/shared/compose.agents.yml', 'utf8'),
    });
    assert.equal(said(files.resource(`${PATH}#reports`), 'user'), '10001');
    assert.equal(said(files.resource(`${PATH}#mailer`), 'user'), 'root');
    const agent = files.resource(`${PATH}#agent`);
    assert.equal(said(agent, 'pid'), 'host');
    assert.equal(agent.get('pid').at.anchor.path, 'shared/compose.agents.yml');
    assert.equal(files.resource(`${PATH}#metrics`).get('pid').state, 'unknown');
  });

  it('ends where services extend each other', () => {
    const text = 'services:\n  web: { extends: api }\n  api: { extends: { service: web } }\n';
    assert.equal(service(text).get('user').state, 'unknown');
  });

  it('reads variables: a default is known, nothing else is', () => {
    const known: Record<string, string> = {
      'a:${TAG:-1}': 'a:1',
      '${A-x}/${B:-${C:-y}}': 'x/y',
      "'a$$b'": 'a$b',
      'a:${TAG:-}': 'a:',
    };
    for (const [written, value] of Object.entries(known)) {
      const got = image(written);
      assert.equal(got.state === 'known' && got.value, value, written);
      assert.equal(got.state === 'known' && got.byDefault === true, written !== "'a$$b'", written);
    }
    for (const written of ['a:$TAG', 'a:${TAG}', 'a:${TAG:?no tag}', 'a:${TAG:+b}']) {
      const parts = partsOf(image(written));
      assert.deepEqual(
        parts?.map(({ type }) => type),
        ['known', 'unknown'],
        written,
      );
    }
    assert.equal(said(service('services:\n  web: { image: "a${" }\n'), 'image'), 'a${');
  });

  it('writes a list where a fix writes one of its entries', () => {
    const text = 'services:\n  web:\n    image: x\n';
    const value = asBoolean(service(text).get('security_opt'));
    const slot = { ...service(text).slot('security_opt'), spelled: { false: 'no-new-privileges:true' } };
    assert.equal(value.state, 'absent');
    assert.equal(
      read(text).changed(set({ state: 'absent', at: value.at, slot }, false), PATH),
      `${text.trimEnd()}\n    security_opt:\n      - no-new-privileges:true\n`,
    );
  });
});
