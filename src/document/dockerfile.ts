import type { Span } from '../place';
import { parseDockerfile } from './dockerfile/parse';
import type { Instruction } from './dockerfile/tree';
import type { Document, ScalarSite, Syntax } from './syntax';

export type { DockerDocument, Instruction } from './dockerfile/tree';

/** `$NAME`, `${NAME}`, `$(command)` or a back quote: the shell or the build decides what stands there. */
const SUBSTITUTED = /[$`]/;
/** A word that assigns: `NAME=value` or `--name=value`. */
const ASSIGNMENT = /^-{0,2}([A-Za-z_][\w.-]*)=/;

/** Instructions with values that a person typed; `FROM` names and paths of `COPY` are none. */
const TYPED = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'ONBUILD', 'ADD']);

function* sitesOf(text: string, instruction: Instruction): Iterable<ScalarSite> {
  for (const { key, value, valueSpan } of instruction.pairs) {
    if (value === undefined || valueSpan === undefined) continue;
    const single = text[valueSpan.start] === "'";
    yield { ...valueSpan, keyPath: [instruction.name, key], value, literal: single || !SUBSTITUTED.test(value) };
  }
  if (TYPED.has(instruction.name)) {
    for (const word of instruction.words) yield wordSite(text, instruction, word);
  }
  for (const { body } of instruction.heredocs) {
    for (const line of text.slice(body.start, body.end).matchAll(/[^\s][^\r\n]*/g)) {
      const start = body.start + line.index;
      yield wordSite(text, instruction, { start, end: start + line[0].length, value: line[0] });
    }
  }
}

function wordSite(text: string, instruction: Instruction, word: Span & { readonly value: string }): ScalarSite {
  const assigned = ASSIGNMENT.exec(word.value);
  const raw = text.slice(word.start, word.end);
  // only where the raw text starts the same way: quotes and continuations inside the name keep the word whole
  if (!assigned || !raw.startsWith(assigned[0])) {
    return { ...word, keyPath: [instruction.name], literal: !SUBSTITUTED.test(word.value) };
  }
  const value = word.value.slice(assigned[0].length);
  const start = word.start + assigned[0].length;
  return {
    start,
    end: word.end,
    keyPath: [instruction.name, assigned[1]!],
    value,
    literal: !SUBSTITUTED.test(value),
  };
}

/** Dockerfiles: instructions with exact spans. A whole file is one section: a thousand lines parse in two milliseconds. */
export const dockerfileSyntax: Syntax = {
  id: 'dockerfile',
  cut: (text) => [{ start: 0, end: text.length, under: [] }],
  parse: parseDockerfile,
  *scalars(document: Document) {
    if (document.syntax !== 'dockerfile') return;
    for (const instruction of document.instructions) yield* sitesOf(document.text, instruction);
  },
  constructAt(document, offset) {
    if (document.syntax !== 'dockerfile') return undefined;
    const from = document.text.lastIndexOf('\n', offset - 1) + 1;
    const next = document.text.indexOf('\n', offset);
    const to = next < 0 ? document.text.length : next;
    const found = document.instructions.find((instruction) => instruction.start >= from && instruction.start <= to);
    return found && { start: found.start, end: found.end };
  },
  comments: ['#'],
};
