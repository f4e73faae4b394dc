import type { Lookup, WholeText } from '../../declaration';
import { type Expression, parseTemplate } from '../../document/hcl';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { type Data, type Part, partsOf } from '../../resource';
import { pathFrom } from '../relative-path';
import { failed, passed } from './failure';
import type { Frame } from './frame';
import type { Module } from './modules';
import { type Names, NO_NAMES } from './names';

/** The working folder as an expression writes it. Its name is not known, but what a path names from there mostly is. */
const WORKING = 'path.cwd';

const dirOf = ({ scope }: Module): string => scope.slice(scope.indexOf(':') + 1);

/** The module that Terraform runs in. */
const topOf = (module: Module): Module => (module.call ? topOf(module.call.by) : module);

/** A folder as it is named from another one. */
function fromDir(from: string, to: string): string {
  const [start, end] = [from, to].map((dir) => (dir === '' ? [] : dir.split('/'))) as [string[], string[]];
  let same = 0;
  while (same < start.length && start[same] === end[same]) same++;
  return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/') || '.';
}

/** `path.module` and its kin, as Terraform gives them when it runs in the folder of the root module. */
export function pathNamed(name: string, { module }: Frame, at: Place): Value<Data> {
  if (name === 'root') return knownAt<Data>('.', at);
  if (name === 'module') return knownAt<Data>(fromDir(dirOf(topOf(module)), dirOf(module)), at);
  if (name !== 'cwd') return failed(at, `path has no ${name}`);
  const part: Part = { type: 'unknown', because: 'it hangs on where Terraform runs', expression: WORKING };
  return knownAt<Data>({ type: 'text', parts: [part] }, at);
}

/** The file that a path names; unknown where it lies elsewhere or is not read. */
export function fileNamed(path: Value<Data>, { module }: Frame, look: Lookup, at: Place): WholeText | Value<Data> {
  const [first, ...rest] = partsOf(path) ?? [];
  const isBelow = first?.type === 'unknown' && first.expression === WORKING;
  const parts: readonly Part[] = isBelow ? [{ type: 'known', text: '.' }, ...rest] : first ? [first, ...rest] : [];
  let named = '';
  for (const part of parts) {
    if (part.type !== 'known') return passed(path, at);
    named += part.text;
  }
  if (named === '') return passed(path, at);
  const isOutside = /^(?:[/\\~]|[A-Za-z]:)/.test(named);
  const found = isOutside ? undefined : pathFrom(dirOf(topOf(module)), named);
  if (found === undefined || found === '') return unknownAt(at, `${named} lies outside of the workspace`);
  return look.text(found) ?? unknownAt(at, `${named} is not among the files that are read`);
}

/** A file's text as one piece. */
function literal(text: string): ReturnType<typeof parseTemplate> {
  const span = { start: 0, end: text.length };
  const parts = [{ type: 'text' as const, ...span, value: text }];
  return { template: { type: 'template', ...span, parts, heredoc: true, inner: span }, problems: [] };
}

/**
 * A template that lies in a file of its own, and where its names are looked up: nothing but what is handed to it. Without
 * names the file is a text as it stands.
 */
export function templateIn(
  { text, anchor }: WholeText,
  names: Names | undefined,
  frame: Frame,
): { readonly template: Expression; readonly frame: Frame } | undefined {
  const { template, problems } = names ? parseTemplate(text) : literal(text);
  if (problems.length > 0) return undefined;
  const span = { start: 0, end: text.length };
  const declaration = { kind: 'file', key: anchor.path, note: {}, path: anchor.path, scope: anchor.path, anchor };
  const document = () => ({ syntax: 'hcl' as const, text, body: { ...span, items: [] }, problems });
  const opened = { declaration, section: { text, under: [], document }, span };
  return { template, frame: { ...frame, opened, names: names ?? NO_NAMES, isAlone: true } };
}
