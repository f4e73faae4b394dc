import type { Declaration } from '../../declaration';
import { knownAt, type Value } from '../../facts';
import { existence, type Made } from './blocks';
import type { Evaluator } from './evaluate';
import { headOf, type Module } from './modules';

const EMPTY = { start: 0, end: 0 };

/** A declaration's block in a module, and whether it is made there. */
export function root(declaration: Declaration, module: Module, evaluator: Evaluator): Made {
  const head = headOf(declaration);
  const chain = [{ declaration, attribute: undefined, module }];
  const opened = evaluator.openAll(declaration, module).map(({ opened, tree }) => ({
    frame: { opened, module, chain, iterators: [] },
    block:
      tree?.type === 'block'
        ? tree
        : { type: 'block' as const, ...EMPTY, name: '', labels: [], head: EMPTY, body: { ...EMPTY, items: [] } },
  }));
  const { block, frame } = opened.at(-1)!;
  const made: Made = { block, frame, exists: knownAt(true, head), over: opened.slice(0, -1) };
  const around = doubtAbout(module, evaluator);
  if (around && isNone(around)) return { ...made, exists: around };
  const exists = existence(made, evaluator, head);
  return { ...made, exists: around && !isNone(exists) ? around : exists };
}

export const isNone = (exists: Value<boolean>): boolean => exists.state === 'known' && !exists.value;

/** Whether a module is made, where that is not sure: nothing in it is then. */
export function doubtAbout({ call }: Module, evaluator: Evaluator): Value<boolean> | undefined {
  if (!call) return undefined;
  if (!call.declaration.note.counted) return doubtAbout(call.by, evaluator);
  const { exists } = root(call.declaration, call.by, evaluator);
  return exists.state === 'known' && exists.value ? undefined : exists;
}
