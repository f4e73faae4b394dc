import type { Block, Expression } from '../../document/hcl';
import type { Value } from '../../facts';
import type { Data } from '../../resource';
import type { Type } from './types';

/** What the block of a variable says by itself, read once for each time that its text is parsed. */
export interface Constants {
  type?: Type;
  /** As the type that the variable has. */
  byDefault?: Value<Data>;
}

const KNOWN = new WeakMap<Block, Constants>();

export function constantsOf(block: Block): Constants {
  let known = KNOWN.get(block);
  if (!known) {
    known = {};
    KNOWN.set(block, known);
  }
  return known;
}

/** Whether an expression is written out: no name stands in it, and nothing is called. */
export function isConstant(expression: Expression): boolean {
  switch (expression.type) {
    case 'literal':
      return true;
    case 'template':
      return expression.parts.every(({ type }) => type === 'text');
    case 'tuple':
      return expression.items.every(isConstant);
    case 'object':
      return expression.entries.every(({ key, value }) => isConstant(key) && isConstant(value));
    default:
      return false;
  }
}
