import { known, type Value } from '../../facts';
import type { Statement } from './policy-statement';

/** A statement with the id that it has in its document, absent or empty where it has none. */
export interface Named {
  readonly sid: Value<string>;
  readonly statement: Statement;
}

/** A document that others are merged with. */
export interface Mergeable {
  readonly statements: readonly Named[];
  /** Whether all of its statements are known to be there. */
  readonly whole: boolean;
}

const BECAUSE = 'a document that is not known may put another statement in its place';

/**
 * Documents merged as `data.aws_iam_policy_document` does it: in order, a statement with an id takes the place of the
 * one before it that has the same. What a document that can't be read may have replaced is not known any more.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function merged(documents: readonly Mergeable[]): readonly Named[] {
  return documents.reduce<readonly Named[]>((before, { statements, whole }) => {
    const isLoose = !whole || statements.some(({ sid }) => sid.state === 'unknown');
    const replaced = new Set<Named>();
    const added: Named[] = [];
    const result = before.map((old) => {
      const next = statements.find((one) => sidOf(one) !== '' && sidOf(one) === sidOf(old));
      if (next) replaced.add(next);
      return next ?? (isLoose && sidOf(old) !== '' ? doubtful(old) : old);
    });
    for (const one of statements) if (!replaced.has(one)) added.push(one);
    return [...result, ...added];
  }, []);
}

const sidOf = ({ sid }: Named): string => known(sid)?.value ?? '';

const doubtful = ({ sid, statement }: Named): Named => {
  const { at } = statement.effect;
  return { sid, statement: { ...statement, effect: { state: 'unknown', at, because: BECAUSE } } };
};
