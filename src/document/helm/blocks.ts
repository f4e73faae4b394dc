import type { Span } from '../../place';
import type { Action } from './actions';

/** What stands between two control actions: the part that is written when its condition holds. */
export interface Branch extends Span {
  readonly kind: 'if' | 'with' | 'range' | 'define';
  /** What is asked, as written; undefined for a plain `else`. */
  readonly condition: string | undefined;
  /** Branches of the same block that come first: this one is written when none of them is. */
  readonly before: readonly Branch[];
  /** The block that it is a branch of, from its first action to its `end`. */
  readonly block: Span;
}

interface Open {
  readonly branches: Branch[];
  readonly start: number;
  kind: Branch['kind'];
  condition: string | undefined;
  from: number;
}

/** The branches of a template in order of their start; those of blocks that nothing ends reach to the end of the text. */
export function branchesOf(actions: readonly Action[], length: number): readonly Branch[] {
  const all: Branch[] = [];
  const stack: Open[] = [];
  const close = (open: Open, to: number) => {
    const { kind, condition, branches, from } = open;
    branches.push({
      kind,
      condition,
      before: branches.slice(),
      start: from,
      end: to,
      block: { start: open.start, end: to },
    });
  };
  const finish = (open: Open, to: number, end: number) => {
    close(open, to);
    for (const branch of open.branches) all.push({ ...branch, block: { start: open.start, end } });
  };
  for (const { kind, body, start, end } of actions) {
    const top = stack.at(-1);
    if (kind === 'end') {
      stack.pop();
      if (top) finish(top, start, end);
    } else if (kind === 'else') {
      if (!top) continue;
      close(top, start);
      const [, word, condition] = /^else\s+(if|with)\s+([\s\S]*)$/.exec(body) ?? [];
      top.kind = word === 'with' ? 'with' : 'if';
      top.condition = condition;
      top.from = end;
    } else if (kind === 'if' || kind === 'with' || kind === 'range' || kind === 'define' || kind === 'block') {
      const condition = body.slice(kind.length).trim();
      const is = kind === 'block' ? 'define' : kind;
      stack.push({ branches: [], start, kind: is, condition, from: end });
    }
  }
  for (const open of stack.reverse()) finish(open, length, length);
  return all.sort((a, b) => a.start - b.start);
}

/** The branches that a span stands in, outermost first. */
export const around = (branches: readonly Branch[], { start, end }: Span): readonly Branch[] =>
  branches.filter((branch) => branch.start <= start && end <= branch.end);
