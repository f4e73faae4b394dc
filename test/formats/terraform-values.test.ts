import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { Value } from '../../src/facts';
import { terraform } from '../../src/formats/terraform';
import { asFields, type Data } from '../../src/resource';
import { world } from '../support/lookup';

/** What HashiCorp's own libraries make of an expression: `test/oracle/README.md`. */
interface Row {
  readonly expression: string;
  readonly value?: unknown;
  readonly error?: true;
  readonly because?: string;
}

const GIVEN = fs.readFileSync('test/oracle/given.tf', 'utf8');
const TABLE: Readonly<Record<string, readonly Row[]>> = JSON.parse(fs.readFileSync('test/oracle/values.json', 'utf8'));
/** Stands for what is not known. */
const UNKNOWN = '‹unknown›';

const evaluated = (expression: string): Value<Data> =>
  world({ 'main.tf': `resource "a" "b" {\n  x = ${expression}\n}\n`, 'given.tf': GIVEN }, [terraform])
    .resource('a.b')
    .get('x');

/** A value as the table has it. */
function plain(value: Value<Data>): unknown {
  if (value.state === 'absent') return null;
  if (value.state === 'unknown') return UNKNOWN;
  const data = value.value;
  if (data === null || typeof data !== 'object') return data;
  if (Array.isArray(data)) return data.map((entry: Value<Data>) => plain(entry));
  const fields = asFields(value);
  return fields ? Object.fromEntries([...fields].map(([name, field]) => [name, plain(field)])) : UNKNOWN;
}

/** Why a value is not known: a text that is known in part tells of the rest. */
function because(value: Value<Data>): string | undefined {
  if (value.state === 'unknown') return value.because;
  const data = value.state === 'known' ? value.value : undefined;
  if (typeof data !== 'object' || data === null || !('parts' in data)) return undefined;
  return data.parts.flatMap((part) => (part.type === 'unknown' ? [part.because] : []))[0];
}

describe('Terraform values, as HashiCorp evaluates them', () => {
  it('are held against a table of more than 300', () => {
    assert.ok(Object.values(TABLE).flat().length > 600);
  });

  for (const [family, rows] of Object.entries(TABLE)) {
    describe(family, () => {
      for (const { expression, value, error, because: reason } of rows) {
        const outcome = reason ? `unknown: ${reason}` : error ? 'an error, and so not known' : JSON.stringify(value);
        it(`${expression} is ${outcome}`, () => {
          const ours = evaluated(expression);
          if (reason) assert.equal(because(ours), reason);
          else if (error) assert.ok(JSON.stringify(plain(ours)).includes(UNKNOWN), JSON.stringify(plain(ours)));
          else assert.deepEqual(plain(ours), value, ours.state === 'unknown' ? ours.because : '');
        });
      }
    });
  }
});
