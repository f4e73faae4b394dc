import assert from 'node:assert/strict';
import {
  absentAt,
  type Exposure,
  type Known,
  knownAt,
  type PortRange,
  plain,
  said,
  text,
  unknownAt,
  usesOf,
} from '../../src/facts';
import { isEverywhere, narrowed, openings } from '../../src/knowledge/internet';
import { exposedService, isNearlyAll } from '../../src/knowledge/ports';
import type { Place } from '../../src/place';

const at: Place = { anchor: { path: 'main.tf', start: 0 }, start: 0, end: 1 };

describe('the whole internet', () => {
  it('is every spelling of no or one significant bit', () => {
    for (const source of ['0.0.0.0/0', '::/0', '0::/0', '10.0.0.0/0', '128.0.0.0/1', '*'])
      assert.equal(isEverywhere(source), true, source);
    for (const source of ['10.0.0.0/8', '0.0.0.0/10', '203.0.113.7/32', 'fc00::/7', 'authenticated', 'VirtualNetwork'])
      assert.equal(isEverywhere(source), false, source);
  });

  it('is found among entries that are unknown, and in a documented default', () => {
    const written = knownAt([unknownAt<string>(at, 'var'), knownAt('::/0', at), knownAt('10.0.0.0/8', at)], at);
    assert.deepEqual(
      openings(written).map(({ value }) => value),
      ['::/0'],
    );
    assert.deepEqual(
      openings(absentAt(at, [knownAt('0.0.0.0/0', at)])).map(({ unwritten }) => unwritten),
      [true],
    );
    assert.deepEqual(openings(absentAt(at)), []);
  });

  it('says where only a default opens it', () => {
    const message = text`${'SSH'} is open.`;
    assert.equal(plain(said({ value: '*', at } as Known<string>, message)), 'SSH is open.');
    assert.equal(plain(said({ value: '*', at, byDefault: true }, message)), 'By default, SSH is open.');
    assert.equal(plain(said(absentAt(at, true), text`The API is open.`)), 'By default, the API is open.');
  });

  it('names who uses the literal that opens it', () => {
    const use: Place = { ...at, start: 5, end: 9 };
    assert.deepEqual(
      usesOf({ value: '*', at, via: [use] } as Known<string>).map(({ at: place }) => place),
      [use],
    );
    assert.deepEqual(usesOf(knownAt('*', at)), []);
  });

  it('is narrowed at its use only, never in a literal that others share', () => {
    assert.deepEqual(
      narrowed({ value: '::/0', at }).flatMap(({ changes }) => changes),
      [{ type: 'replace', at, value: 'fc00::/7' }],
    );
    assert.deepEqual(narrowed({ value: '0.0.0.0/0', at, via: [at] }), []);
  });
});

describe('ports', () => {
  const exposure = (protocol: string, target: string, ...ranges: PortRange[]) =>
    ({
      target,
      protocol: knownAt(protocol, at),
      ports: knownAt(
        ranges.map((range) => knownAt(range, at)),
        at,
      ),
    }) as unknown as Exposure;
  const named = (...args: Parameters<typeof exposure>) => exposedService(exposure(...args), 'admin')?.service.name;

  it('name what usually listens there, over the protocol it speaks', () => {
    assert.equal(named('tcp', 'security-group', { from: 22, to: 22 }), 'SSH');
    assert.equal(named('tcp', 'security-group', { from: 443, to: 443 }, { from: 3300, to: 3400 }), 'Remote Desktop');
    assert.equal(named('udp', 'security-group', { from: 22, to: 22 }), undefined);
    assert.equal(named('all', 'security-group', { from: 0, to: 65535 }), undefined, 'all ports are another finding');
  });

  it('leave the answers of a network ACL alone', () => {
    const high = { from: 1025, to: 6000 };
    assert.equal(named('tcp', 'network-acl', high), undefined);
    assert.equal(named('tcp', 'security-group', high), 'Remote Desktop');
    assert.equal(named('tcp', 'network-acl', { from: 22, to: 22 }), 'SSH');
  });

  it('count as all when hardly any is left', () => {
    assert.equal(isNearlyAll({ from: 1024, to: 65535 }), true);
    assert.equal(isNearlyAll({ from: 32768, to: 65535 }), false);
  });
});
