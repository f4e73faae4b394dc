import type { Place, Redacted } from '../place';
import { type Message, text, words } from './message';
import type { FactBase } from './subject';

/** What a credential is to its finder, and so what is to be done about it. */
export type SecretNature = 'token' | 'password' | 'private-key' | 'url';

/** A literal credential in a file. The value itself never leaves the secrets stage. */
export interface Secret extends FactBase<'secret'> {
  readonly secret: Redacted;
  readonly nature: SecretNature;
  /** What people call it: `Stripe secret key`. */
  readonly title: string;
  /** What holding it allows, as the end of a sentence: `charge cards and read customers`. */
  readonly allows: string;
  /** Key path where it stands: `resource.aws_db_instance.main.password`, `env.STRIPE_KEY`; empty in plain text. */
  readonly keyPath: string;
  /** Whether it is written in base64. */
  readonly encoded?: true;
  readonly severity: 'critical' | 'high' | 'medium';
  readonly at: Place;
}

/** Names that say how a value is written, not what it is. */
const WRAPPERS = new Set(['default', 'value', 'values']);
const LONGEST_NAME = 24;

/** The name that a reader knows the credential's place by: `STRIPE_KEY`, `orders.password`; the file where nothing names it. */
export function placeName(secret: Secret): string | Message {
  const names = secret.keyPath.split('.').filter((name) => !/^\d*$/.test(name) && !WRAPPERS.has(name.toLowerCase()));
  const name = names.at(-1);
  if (name === undefined) return text`this file`;
  // a plain `password` says little without what it belongs to
  const longer = /^[a-z]+$/.test(name) ? names.slice(-2).join('.') : name;
  if (longer.length <= LONGEST_NAME) return longer;
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

/** What rules say of a credential. */
export function credentialSentence(secret: Secret): Message {
  const [title, place, allows] = [words(secret.title), placeName(secret), words(secret.allows)];
  if (secret.encoded)
    return text`A live-looking ${title} stands in ${place} in base64, which hides nothing; whoever reads it can ${allows}.`;
  return text`A live-looking ${title} stands in ${place}; whoever reads it can ${allows}.`;
}
