import assert from 'node:assert/strict';
import { placeName, plain, type Secret, text } from '../../src/facts';

describe('the place of a credential, in a message', () => {
  const EXPECTED: Readonly<Record<string, string>> = {
    '': 'this file',
    'env.STRIPE_KEY': 'STRIPE_KEY',
    'resource.aws_db_instance.orders.password': 'orders.password',
    'variable.smtp_password.default': 'smtp_password',
    'spec.containers.0.env.0.value': 'containers.env',
    'a.THE_LONGEST_NAME_THAT_ANYBODY_EVER_GAVE': 'THE_LONGEST_NAME_THAT_A…',
  };
  for (const [keyPath, name] of Object.entries(EXPECTED)) {
    it(`${keyPath || '(none)'} is ${name}`, () => assert.equal(plain(text`${placeName({ keyPath } as Secret)}`), name));
  }
});
