import type { Instruction } from '../../document/dockerfile';
import { absentAt, knownAt, type Slot, type Subject, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import { type Data, type Fields, field, type Resource } from '../../resource';
import { embeddedJson, textData } from '../data-value';
import { type Opened, placeIn } from '../format';
import { type Build, declare, instructionsOf } from './stages';
import { resolve, Variables } from './variables';

/**
 * The image that a file builds, as its last stage and the stages below it say:
 * `from` (the image at the bottom), `user` (the last `USER`; without one the base image decides), `env` (by name),
 * `expose` (`8080`, `53/udp`) and `run` (each command as one string, here-documents included).
 */
export function imageOf(opened: Opened, build: Build, subject: Subject): Resource {
  const place = (span: Span): Place => placeIn(opened, span);
  const last = build.chain.at(-1)!;
  const end = last.instructions.at(-1)?.end ?? last.from.end;
  const slot = (...path: string[]): Slot => ({
    block: place({ start: last.from.start, end }),
    path: path.map((name) => name.toUpperCase()),
  });
  let read: ReadonlyMap<string, Value<Data>> | undefined;
  const get = (...path: string[]): Value<Data> => {
    read ??= attributesOf(build, opened.section.text, place, subject.head);
    const attributes: Fields = { type: 'fields', fields: read };
    const value = field(knownAt<Data>(attributes, subject.head), ...path);
    return value.state === 'unknown' ? value : { ...value, slot: slot(...path) };
  };
  return {
    type: 'dockerfile/image',
    subject,
    exists: knownAt(true, subject.head),
    get,
    all: () => [],
    json: (value) => embeddedJson(value, { place }),
    find: () => undefined,
    each: () => [],
    slot,
  };
}

function attributesOf(
  build: Build,
  text: string,
  place: (span: Span) => Place,
  head: Place,
): ReadonlyMap<string, Value<Data>> {
  const variables = new Variables();
  const expose: Value<Data>[] = [];
  const run: Value<Data>[] = [];
  let user: Value<Data> | undefined;
  for (const instruction of instructionsOf(build)) {
    declare(instruction, variables, build.globals, place);
    const [word] = instruction.words;
    if (instruction.name === 'USER' && word) user = resolve(word.value, place(word), variables);
    else if (instruction.name === 'EXPOSE') {
      for (const port of instruction.words) expose.push(resolve(port.value, place(port), variables));
    } else if (instruction.name === 'RUN') run.push(commandOf(instruction, text, place));
  }
  const attributes = new Map<string, Value<Data>>([['run', knownAt<Data>(run, head)]]);
  if (build.base) attributes.set('from', build.base);
  if (user) attributes.set('user', user);
  if (variables.env.size > 0) attributes.set('env', knownAt<Data>({ type: 'fields', fields: variables.env }, head));
  attributes.set('expose', expose.length > 0 ? knownAt<Data>(expose, head) : absentAt(head));
  return attributes;
}

/** A command as the shell gets it, quotes taken out; its variables are the shell's and stay as written. */
function commandOf(instruction: Instruction, text: string, place: (span: Span) => Place): Value<Data> {
  const { words, heredocs, end } = instruction;
  const bodies = heredocs.map(({ body }) => text.slice(body.start, body.end));
  const command = [words.map((word) => word.value).join(' '), ...bodies].join('\n');
  return knownAt(textData(command), place({ start: words[0]?.start ?? instruction.nameSpan.start, end }));
}
