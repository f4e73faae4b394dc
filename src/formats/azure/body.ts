import type { Expression } from '../../document/bicep';
import type { Value } from '../../facts';
import type { Frame } from './references';

/** One thing that a declaration makes: of several for each round of its loop. */
export interface Body {
  readonly expression: Expression;
  readonly frame: Frame;
  /** Empty, or the index of its round. */
  readonly label: string;
  /** Undefined: it is made. */
  readonly exists: Value<boolean> | undefined;
}

/** Both, or the one that decides: what surely is not made, then what is not known to be. */
export function both(
  first: Value<boolean> | undefined,
  second: Value<boolean> | undefined,
): Value<boolean> | undefined {
  if (!first || !second) return first ?? second;
  const sides = [first, second];
  const no = sides.find((side) => side.state === 'known' && !side.value);
  return no ?? sides.find((side) => side.state !== 'known') ?? first;
}
