import type { SecretNature } from '../facts';
import type { Redacted, Span } from '../place';

/** A credential in a text. The span covers the credential itself, nothing around it. */
export interface SecretSpan extends Span {
  readonly secret: Redacted;
  readonly nature: SecretNature;
  readonly title: string;
  readonly allows: string;
  readonly severity: 'critical' | 'high' | 'medium';
  /** Names above it, joined with `.`; empty in plain text. */
  readonly keyPath: string;
  /** Whether it is written in base64. */
  readonly encoded?: true;
}
