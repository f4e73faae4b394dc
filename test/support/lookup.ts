import assert from 'node:assert/strict';
import type { Declaration, Lookup, Opened, Section } from '../../src/declaration';
import { syntaxes } from '../../src/document/index';
import type { Change } from '../../src/facts';
import type { Format } from '../../src/formats/format';
import { type Place, spanOf } from '../../src/place';
import type { Resource } from '../../src/resource';

/** Files as a format sees them, with everything that was asked. */
export interface World {
  /** Every declaration of every file, in order of path and position. */
  readonly declarations: readonly Declaration[];
  /** The resources that the declarations make, linked now. */
  resources(): readonly Resource[];
  /** The only resource with this subject id, linked now. */
  resource(id: string): Resource;
  /** What stands at a place. */
  textAt(place: Place): string;
  /** Questions since the last call, each once: `look resource aws_s3_bucket.b`, `open resource aws_s3_bucket.b`, `has a/b`. */
  asked(): readonly string[];
  /** The file's text after a change, rendered by its format. */
  changed(change: Change | undefined, path: string): string;
}

interface Held {
  readonly declaration: Declaration;
  readonly opened: Opened;
  readonly format: Format;
}

/** Reads files with formats, without a store: the first format that recognises a file has it. `REDACTION` may stand in texts. */
export function world(files: Readonly<Record<string, string>>, formats: readonly Format[]): World {
  const questions = new Set<string>();
  const has = (path: string): boolean => Object.hasOwn(files, path);
  const held = Object.keys(files)
    .sort()
    .flatMap((path) => read(path, files[path]!, formats, has));
  const declarations = held.map(({ declaration }) => declaration);
  const byDeclaration = new Map(held.map((one) => [one.declaration, one]));

  const wholes = new Map(Object.keys(files).map((path) => [path, { path, start: 0 }]));

  const lookup = (scope: string): Lookup => ({
    look(kind, key, asked = scope) {
      questions.add(key === undefined ? `look ${kind}` : `look ${kind} ${key}`);
      return declarations.filter(
        (one) => one.scope === asked && one.kind === kind && (key === undefined || one.key === key),
      );
    },
    open(declaration) {
      questions.add(`open ${declaration.kind} ${declaration.key}`);
      return byDeclaration.get(declaration)!.opened;
    },
    has(path) {
      questions.add(`has ${path}`);
      return has(path);
    },
    text(path) {
      questions.add(`text ${path}`);
      return has(path) ? { text: files[path]!, anchor: wholes.get(path)! } : undefined;
    },
  });

  const resources = (): readonly Resource[] =>
    held.flatMap(({ declaration, format }) => {
      const look = lookup(declaration.scope);
      const instances = format.instances?.(declaration, look) ?? [];
      if (instances.length === 0) return format.link(declaration, look);
      return instances.flatMap((instance) => format.link(declaration, look, instance));
    });

  return {
    declarations,
    resources,
    resource(id) {
      const found = resources().filter(({ subject }) => subject.id === id);
      assert.equal(found.length, 1, `${found.length} resources ${id}`);
      return found[0]!;
    },
    textAt(place) {
      const { start, end } = spanOf(place);
      const text = files[place.anchor.path]!;
      assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end} lies outside ${place.anchor.path}`);
      return text.slice(start, end);
    },
    asked() {
      const list = [...questions];
      questions.clear();
      return list;
    },
    changed(change, path) {
      assert.ok(change, 'there is no change');
      const format = formats.find((one) => one.recognises(path, files[path]!))!;
      const document = syntaxes[format.syntax].parse(files[path]!);
      return apply(files[path]!, format.write(change, document, path).find((edit) => edit.path === path)?.edits ?? []);
    },
  };
}

function read(path: string, text: string, formats: readonly Format[], has: (path: string) => boolean): readonly Held[] {
  const format = formats.find((one) => one.recognises(path, text));
  if (!format) return [];
  const syntax = syntaxes[format.syntax];
  const own = format.scope(path, has);
  return syntax.cut(text).flatMap((cut) => {
    const stretch = text.slice(cut.start, cut.end);
    const document = syntax.parse(stretch);
    const section: Section = { text: stretch, under: cut.under, document: () => document };
    return format.read(section, path, own).map(({ kind, key, note = {}, start, end, scope = own }) => {
      const declaration: Declaration = { kind, key, note, path, scope, anchor: { path, start: cut.start + start } };
      return { declaration, format, opened: { declaration, section, span: { start, end } } };
    });
  });
}

function apply(
  text: string,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    assert.ok(edit.start >= at && edit.end >= edit.start && edit.end <= text.length, 'edits overlap or leave the text');
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
