import type { DockerDocument, Instruction } from '../../document/dockerfile';
import type { Change, FileEdit, Plain } from '../../facts';
import { type Span, spanOf } from '../../place';

/** Renders a change in a Dockerfile: one edit, or none where the place has gone. */
export function writeDockerfile(change: Change, document: DockerDocument, path: string): readonly FileEdit[] {
  const edit =
    change.type === 'insert'
      ? inserted(document, spanOf(change.slot.block), change.slot.path, change.value)
      : change.type === 'remove'
        ? removed(document, spanOf(change.at))
        : { ...spanOf(change.at), text: render(change.value, quoted(document.text, spanOf(change.at))) };
  return edit ? [{ path, edits: [edit] }] : [];
}

const quoted = (text: string, span: Span): boolean => text[span.start] === '"' && text[span.end - 1] === '"';

/** A value as words; quoted where it has blanks or stood in quotes. */
function render(value: Plain, inQuotes = false): string {
  if (Array.isArray(value)) return value.map((entry: Plain) => render(entry)).join(' ');
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return inQuotes || /[\s"]/.test(text) ? JSON.stringify(text) : text;
}

/** A new instruction in a stage: before the first one that says what to start (with the comments above it), or at the end. */
function inserted(document: DockerDocument, stage: Span, [name, key]: readonly string[], value: Plain) {
  if (!name) return undefined;
  const { text } = document;
  const line = `${name} ${key === undefined ? '' : `${key}=`}${render(value)}`;
  const own = document.instructions.filter(({ start }) => start >= stage.start && start < stage.end);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const starter = own.findIndex((instruction) => instruction.name === 'CMD' || instruction.name === 'ENTRYPOINT');
  const last = own.at(-1);
  if (starter > 0) {
    const at = headOf(text, own[starter]!, own[starter - 1]!);
    return { start: at, end: at, text: `${line}${newline}` };
  }
  return last && { start: last.end, end: last.end, text: `${newline}${line}` };
}

/** Where the comments directly above an instruction begin, or its own line. */
function headOf(text: string, instruction: Instruction, before: Instruction): number {
  let head = text.lastIndexOf('\n', instruction.start - 1) + 1;
  while (head > before.end + 1) {
    const line = text.lastIndexOf('\n', head - 2) + 1;
    if (line <= before.end || !/^[ \t]*#/.test(text.slice(line, head))) break;
    head = line;
  }
  return head;
}

/** Takes out an instruction with its lines, or one of its words. */
function removed({ text, instructions }: DockerDocument, span: Span) {
  const owner = instructions.find(({ start, end }) => start <= span.start && span.end <= end);
  if (!owner) return undefined;
  if (span.start === owner.start || owner.words.length <= 1) {
    const start = text.lastIndexOf('\n', owner.start - 1) + 1;
    const feed = text.indexOf('\n', owner.end);
    return { start, end: feed < 0 ? text.length : feed + 1, text: '' };
  }
  let { start } = span;
  while (start > owner.nameSpan.end && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return { start, end: span.end, text: '' };
}
