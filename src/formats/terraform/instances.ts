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
  return { ...made, exists: inModule(module, existence(made, evaluator, head), evaluator) };
}

/** Whether something in a module is made: not where the module is not. */
function inModule(module: Module, exists: Value<boolean>, evaluator: Evaluator): Value<boolean> {
  const { call } = module;
  if (!call || (exists.state === 'known' && !exists.value)) return exists;
  if (!call.declaration.note.counted) return inModule(call.by, exists, evaluator);
  const made = root(call.declaration, call.by, evaluator).exists;
  return made.state === 'known' && made.value ? exists : made;
}
