import type { Value } from '../../facts';
import { known, unknownAt } from '../../facts';
import { asString, type Data, type Part, partsOf } from '../../resource';

/** A text with its expressions in braces, as it is written. */
export function written(value: Value<Data>): Value<string> {
  const plain = asString(value);
  const parts = partsOf(value);
  if (plain.state !== 'unknown' || !parts) return plain;
  if (parts.some((part) => part.type !== 'known' && (part.type !== 'unknown' || !part.expression))) {
    return unknownAt(value.at, 'part of it is not known');
  }
  const text = parts.map((part) =>
    part.type === 'known' ? part.text : part.type === 'unknown' ? `\${{ ${part.expression} }}` : '',
  );
  return {
    state: 'known',
    value: text.join(''),
    at: value.at,
    ...(value.state === 'known' && value.via ? { via: value.via } : {}),
  };
}

/** The written text, or nothing. */
export const plainly = (value: Value<Data>): string => known(written(value))?.value ?? '';

/** A script with a word for each part that is not known. */
export const textOf = (parts: readonly Part[]): string =>
  parts.map((part) => (part.type === 'known' ? part.text : 'X')).join('');
