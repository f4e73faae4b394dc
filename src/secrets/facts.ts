import type { Syntax } from '../document/syntax';
import { knownAt, type Secret, type Subject } from '../facts';
import type { Anchor, Span } from '../place';
import { detectSecrets } from './detect';

/** What the stage gives of a section: spans to be masked, and facts that hold everything but the credentials. */
export interface Credentials {
  readonly spans: readonly Span[];
  readonly facts: readonly Secret[];
}

const NONE: Credentials = { spans: [], facts: [] };

/** Looks for credentials in a section's raw text. `anchor` is the section's; `under` the keys above it. */
export function credentialsOf(
  text: string,
  syntax: Syntax,
  under: readonly string[],
  anchor: Anchor,
  scope: string,
): Credentials {
  const found = detectSecrets(text, syntax, { under });
  if (found.length === 0) return NONE;
  const cut = anchor.path.lastIndexOf('/');
  const facts = found.map(({ start, end, keyPath, ...rest }): Secret => {
    const at = { anchor, start, end };
    const subject: Subject = {
      id: `file:${anchor.path}`,
      scope,
      dir: cut < 0 ? '' : anchor.path.slice(0, cut),
      address: anchor.path.slice(cut + 1),
      head: at,
    };
    return { kind: 'secret', subject, about: [knownAt(subject.id, at)], keyPath, at, ...rest };
  });
  return { spans: found, facts };
}
