import { DockerfileParser } from 'dockerfile-ast';
import { dockerfileSyntax } from '../../src/document/dockerfile';

/** What both parsers can say about an instruction, in one form. Offsets count UTF-16 code units. */
interface Reading {
  name: string;
  at: [number, number];
  flags: [number, number, string, string][];
  words: [number, number, string][];
  pairs: [string, number, number, number, number][];
  heredocs: [string, number][];
}

interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** How far the two parsers agree about a text: every difference as one line, or why the other could not read it. */
export interface Agreement {
  instructions: number;
  differences: string[];
  skipped?: string;
}

/** Quotes and escapes are words of their own to the other parser, so only plain words are compared there. */
const PLAIN = /^[^'"\\`<\s]+$/;
const JSON_FORM = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME']);

/** Reads a text with our parser and with dockerfile-ast and compares names, spans, flags, words, pairs and heredocs. */
export function compareWithOracle(text: string): Agreement {
  const ours = readOurs(text);
  let theirs: Reading[];
  try {
    theirs = readTheirs(text);
  } catch (error) {
    // it recurses for ever on some indented instructions before the first FROM
    return { instructions: 0, differences: [], skipped: String(error).slice(0, 80) };
  }
  const differences: string[] = [];
  const show = (value: unknown) => JSON.stringify(value);
  if (ours.length !== theirs.length) differences.push(`${ours.length} instructions, the other has ${theirs.length}`);
  for (let i = 0; i < Math.min(ours.length, theirs.length); i++) {
    const [mine, other] = [ours[i]!, theirs[i]!];
    for (const key of Object.keys(mine) as (keyof Reading)[]) {
      if (show(mine[key]) !== show(other[key])) {
        differences.push(`${mine.name}@${mine.at[0]} ${key}: ${show(mine[key])}, the other has ${show(other[key])}`);
      }
    }
  }
  return { instructions: ours.length, differences };
}

function readOurs(text: string): Reading[] {
  const document = dockerfileSyntax.parse(text);
  if (document.syntax !== 'dockerfile') throw new Error('not a Dockerfile');
  return document.instructions.map((instruction) => ({
    name: instruction.name,
    at: [instruction.nameSpan.start, instruction.nameSpan.end],
    flags: instruction.flags.map((flag) => [flag.start, flag.end, flag.name, flag.value]),
    words: comparable(
      instruction.exec,
      instruction.words.map((word) => [word.start, word.end, text.slice(word.start, word.end), word.value]),
      instruction.pairs.length > 0 || instruction.heredocs.length > 0,
    ),
    pairs: instruction.pairs.map(({ key, keySpan, valueSpan }) => [
      key,
      keySpan.start,
      keySpan.end,
      valueSpan && valueSpan.end > valueSpan.start ? valueSpan.start : -1,
      valueSpan && valueSpan.end > valueSpan.start ? valueSpan.end : -1,
    ]),
    heredocs: instruction.heredocs.map(({ name, body }) => [name, body.start]),
  }));
}

function readTheirs(text: string): Reading[] {
  const lines = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) lines.push(match.index + match[0].length);
  const offset = (position: Range['start']) => lines[position.line]! + position.character;
  const span = (range: Range): [number, number] => [offset(range.start), offset(range.end)];
  return DockerfileParser.parse(text)
    .getInstructions()
    .map((instruction) => {
      const has = instruction as unknown as {
        getFlags?(): { getName(): string; getValue(): string | null; getRange(): Range }[];
        getJSONStrings?(): { getRange(): Range; getJSONValue(): string }[];
        getOpeningBracket?(): unknown;
        getClosingBracket?(): unknown;
        getProperties?(): { getName(): string; getNameRange(): Range; getValueRange(): Range | null }[];
        getHeredocs?(): { getName(): string; getContentRange(): Range | null }[];
      };
      const heredocs = (has.getHeredocs?.() ?? []).filter((heredoc) => heredoc.getContentRange());
      const pairs = has.getProperties?.() ?? [];
      const exec = JSON_FORM.has(instruction.getKeyword()) && has.getClosingBracket?.() != null;
      const words = exec
        ? has.getJSONStrings!().map((entry) => [...span(entry.getRange()), '', ''] as const)
        : instruction
            .getArguments()
            .map((word) => [...span(word.getRange()), text.slice(...span(word.getRange())), word.getValue()] as const);
      return {
        name: instruction.getKeyword(),
        at: span(instruction.getInstructionRange()),
        flags: (has.getFlags?.() ?? []).map((flag) => [
          ...span(flag.getRange()),
          flag.getName(),
          flag.getValue() ?? '',
        ]) as Reading['flags'],
        words: comparable(exec, words, pairs.length > 0 || heredocs.length > 0),
        pairs: pairs.map((pair) => {
          const value = pair.getValueRange();
          return [pair.getName(), ...span(pair.getNameRange()), ...(value ? span(value) : ([-1, -1] as const))];
        }),
        heredocs: heredocs.map((heredoc) => [heredoc.getName(), offset(heredoc.getContentRange()!.start)]),
      };
    });
}

/** Spans of exec entries; else plain words with their values; nothing where pairs or heredocs say it better. */
function comparable(
  exec: boolean,
  words: readonly (readonly [number, number, string, string])[],
  elsewhere: boolean,
): Reading['words'] {
  if (elsewhere) return [];
  if (exec) return words.map(([start, end]) => [start, end, '']);
  if (words.some(([, , raw]) => /['"\\`]/.test(raw))) return [];
  return words.filter(([, , raw]) => PLAIN.test(raw)).map(([start, end, , value]) => [start, end, value]);
}
