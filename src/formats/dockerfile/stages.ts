import type { Instruction } from '../../document/dockerfile';
import { type Known, known, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import { asString, type Data } from '../../resource';
import { resolve, Variables } from './variables';

/** A build stage: its `FROM` and what follows it. */
export interface Stage {
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
  /** Lower case, as Docker compares; undefined without `AS`. */
  readonly name: string | undefined;
}

/** What goes into an image: the stages that its last stage builds on, base first, and the image that the first one comes from. */
export interface Build {
  readonly chain: readonly Stage[];
  readonly base: Value<Data> | undefined;
  /** `ARG`s before the first `FROM`, which `FROM` lines read and a stage must name again. */
  readonly globals: Variables;
}

/** The stages of a file in order; nothing without a `FROM`. */
function stagesOf(instructions: readonly Instruction[]): Stage[] {
  const starts = instructions.flatMap(({ name }, i) => (name === 'FROM' ? [i] : []));
  return starts.map((start, n) => {
    const from = instructions[start]!;
    const as = from.words[1]?.value.toUpperCase() === 'AS' ? from.words[2]?.value.toLowerCase() : undefined;
    return { from, instructions: instructions.slice(start + 1, starts[n + 1] ?? instructions.length), name: as };
  });
}

/** Follows the last stage down to the image that it comes from; undefined without a `FROM`. */
export function buildOf(instructions: readonly Instruction[], place: (span: Span) => Place): Build | undefined {
  const stages = stagesOf(instructions);
  const names = stages.map((stage) => stage.name);
  let at = stages.length - 1;
  if (at < 0) return undefined;
  const globals = new Variables();
  const first = instructions.indexOf(stages[0]!.from);
  for (const instruction of instructions.slice(0, first)) declare(instruction, globals, globals, place);
  const chain: Stage[] = [];
  for (;;) {
    const stage = stages[at]!;
    chain.unshift(stage);
    const word = stage.from.words[0];
    const base = word && resolve(word.value, place(word), globals);
    const name: Known<string> | undefined = base && known(asString(base));
    // only an earlier stage can be meant, so this ends
    const below = name && at > 0 ? names.lastIndexOf(name.value.toLowerCase(), at - 1) : -1;
    if (below < 0) return { chain, base, globals };
    at = below;
  }
}

/** What an `ONBUILD` of one stage does at the beginning of a stage that is built on it: users, ports and commands. */
function triggered({ instructions }: Stage): readonly Instruction[] {
  return instructions.flatMap((instruction): readonly Instruction[] => {
    const [name, ...words] = instruction.words;
    if (instruction.name !== 'ONBUILD' || !name || !/^(?:USER|EXPOSE|RUN)$/i.test(name.value)) return [];
    return [{ ...instruction, name: name.value.toUpperCase(), nameSpan: { start: name.start, end: name.end }, words }];
  });
}

/** Everything that makes the image, in order; each stage begins with what the one below it left for it. */
export const instructionsOf = ({ chain }: Build): readonly Instruction[] =>
  chain.flatMap((stage, i) => [...(i > 0 ? triggered(chain[i - 1]!) : []), ...stage.instructions]);

/** Takes over what an `ARG` or `ENV` sets. */
export function declare(
  instruction: Instruction,
  variables: Variables,
  globals: Variables,
  place: (span: Span) => Place,
): void {
  const isArg = instruction.name === 'ARG';
  if (!isArg && instruction.name !== 'ENV') return;
  // all values of one instruction are read before any of them is set
  const set = instruction.pairs.map(({ key, value, valueSpan }): [string, Value<Data> | undefined] => {
    if (value === undefined || !valueSpan) return [key, isArg ? globals.get(key) : undefined];
    const resolved = resolve(value, place(valueSpan), variables);
    return [key, isArg ? { ...resolved, byDefault: true } : resolved];
  });
  const target = isArg ? variables.args : variables.env;
  for (const [key, value] of set) {
    if (value) target.set(key, value);
    else target.delete(key);
  }
}
