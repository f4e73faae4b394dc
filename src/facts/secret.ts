import type { Place, Redacted } from '../place';
import type { FactBase } from './subject';

/** A literal credential in a file. The value itself never leaves the secrets stage. */
export interface Secret extends FactBase<'secret'> {
  readonly secret: Redacted;
  /** What people call it: `Stripe secret key`. */
  readonly title: string;
  /** What holding it allows, as the end of a sentence: `charge cards and read customers`. */
  readonly allows: string;
  /** Key path where it stands: `resource.aws_db_instance.main.password`, `env.STRIPE_KEY`; empty in plain text. */
  readonly keyPath: string;
  readonly severity: 'critical' | 'high' | 'medium';
  readonly at: Place;
}
