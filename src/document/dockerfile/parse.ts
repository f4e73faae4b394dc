import type { Problem, Span } from '../../place';
import { escapeOf, isIdle, type Logical, lineAt, logicalAt } from './lines';
import type { DockerDocument, Instruction } from './tree';
import { execFrom, isBlank, skipBlanks, sourceSpan, type Word, wholeBetween, wordsFrom } from './words';

/** Every instruction of the Dockerfile reference. */
const INSTRUCTIONS = new Set(
  (
    'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER ' +
    'VOLUME WORKDIR'
  ).split(' '),
);
const WITH_EXEC = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'RUN', 'SHELL', 'VOLUME']);
const WITH_PAIRS = new Set(['ARG', 'ENV', 'LABEL']);
const WITH_HEREDOC = new Set(['ADD', 'COPY', 'ONBUILD', 'RUN']);
/** Each missing end costs a look at the rest of the text: a text of nothing but `<<` must not cost its square. */
const MAX_UNENDED = 50;

/** Reads a Dockerfile. Never throws; half-typed instructions give what is there. */
export function parseDockerfile(text: string): DockerDocument {
  const instructions: Instruction[] = [];
  const problems: Problem[] = [];
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  const mark = escapeOf(text, position);
  let unended = 0;
  while (position < text.length) {
    const line = lineAt(text, position);
    if (isIdle(text.slice(line.start, line.end))) {
      position = line.next;
      continue;
    }
    const logical = logicalAt(text, position, mark);
    position = logical.next;
    const read = readInstruction(logical, mark, problems);
    if (!read) continue;
    const heredocs = unended < MAX_UNENDED ? readHeredocs(text, read, logical.next, problems) : none(logical);
    if (heredocs.unended) unended++;
    position = heredocs.next;
    instructions.push({ ...read, end: heredocs.found.at(-1)?.end ?? read.end, heredocs: heredocs.found });
  }
  return { syntax: 'dockerfile', text, instructions, problems };
}

function readInstruction(logical: Logical, mark: string, problems: Problem[]): Instruction | undefined {
  const from = skipBlanks(logical.text, 0);
  let to = from;
  while (to < logical.text.length && !isBlank(logical.text[to])) to++;
  if (to === from) return undefined;
  const nameSpan = sourceSpan(logical, from, to);
  const name = logical.text.slice(from, to).toUpperCase();
  if (!INSTRUCTIONS.has(name)) problems.push({ ...nameSpan, message: 'Not an instruction of a Dockerfile' });
  const written = wordsFrom(logical, to, mark);
  const end = written.at(-1)?.end ?? nameSpan.end;
  const plain = written.findIndex((word) => !word.value.startsWith('--') || word.value === '--');
  const flags = plain < 0 ? written : written.slice(0, plain);
  const all = plain < 0 ? [] : written.slice(plain);
  const after = all[0]?.from ?? logical.text.length;
  const exec = WITH_EXEC.has(name) ? execFrom(logical, after) : undefined;
  return {
    start: nameSpan.start,
    end,
    name,
    nameSpan,
    flags: flags.map(flagOf),
    words: (exec ?? all).map(plainWord),
    exec: exec !== undefined,
    pairs: WITH_PAIRS.has(name) ? pairsOf(name, all, logical, mark) : [],
    heredocs: [],
  };
}

const plainWord = ({ start, end, value }: Word) => ({ start, end, value });

function flagOf({ start, end, value }: Word): Instruction['flags'][number] {
  const equals = value.indexOf('=');
  return {
    start,
    end,
    name: equals < 0 ? value.slice(2) : value.slice(2, equals),
    value: equals < 0 ? '' : value.slice(equals + 1),
  };
}

/** `KEY=value …`; for `ENV` and `LABEL` also the older form, in which everything after the key is the value. */
function pairsOf(name: string, words: readonly Word[], logical: Logical, mark: string): Instruction['pairs'] {
  const [first] = words;
  if (first && name !== 'ARG' && !logical.text.slice(first.from, first.to).includes('=')) {
    const key = { key: first.value, keySpan: { start: first.start, end: first.end } };
    const value = wholeBetween(logical, first.to, logical.text.length, mark);
    return [value ? { ...key, value: value.value, valueSpan: { start: value.start, end: value.end } } : key];
  }
  return words.map((word) => {
    const raw = logical.text.slice(word.from, word.to);
    const equals = raw.indexOf('=');
    if (equals < 0) return { key: word.value, keySpan: { start: word.start, end: word.end } };
    const keyEnd = word.from + equals;
    const key = unquoted(raw.slice(0, equals));
    const keySpan = equals > 0 ? sourceSpan(logical, word.from, keyEnd) : { start: word.start, end: word.start };
    const value = wholeBetween(logical, keyEnd + 1, word.to, mark);
    const empty: Span = { start: word.end, end: word.end };
    return {
      key,
      keySpan,
      value: value?.value ?? '',
      valueSpan: value ? { start: value.start, end: value.end } : empty,
    };
  });
}

const unquoted = (raw: string): string => (/^(["']).*\1$/.test(raw) && raw.length > 1 ? raw.slice(1, -1) : raw);

const none = (logical: Logical) => ({ found: [], next: logical.next, unended: false });

/** Reads the bodies that `<<NAME` words announce, in order, after the line that names them. */
function readHeredocs(text: string, instruction: Instruction, from: number, problems: Problem[]) {
  const found: Instruction['heredocs'][number][] = [];
  let next = from;
  if (!WITH_HEREDOC.has(instruction.name) || instruction.exec) return { found, next, unended: false };
  for (const word of instruction.words) {
    const opened = /^\d*<<(-?)(["']?)([A-Za-z0-9_.]+)\2$/.exec(text.slice(word.start, word.end));
    if (!opened) continue;
    const [, dash, , name] = opened;
    const body = bodyFrom(text, next, name!, dash === '-');
    if (!body) {
      problems.push({ start: word.start, end: word.end, message: `No line ${name} ends this text` });
      return { found, next, unended: true };
    }
    found.push({ start: word.start, end: body.end, name: name!, body: body.body });
    next = body.next;
  }
  return { found, next, unended: false };
}

function bodyFrom(text: string, from: number, name: string, tabs: boolean) {
  for (let position = from; position < text.length; ) {
    const line = lineAt(text, position);
    const raw = text.slice(line.start, line.end);
    if ((tabs ? raw.replace(/^\t+/, '') : raw) === name) {
      return { body: { start: from, end: line.start }, end: line.end, next: line.next };
    }
    position = line.next;
  }
  return undefined;
}
