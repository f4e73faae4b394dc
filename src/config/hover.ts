import type { Span } from '../place';
import { originName, type ResolvedPolicy, type System } from '../policies';
import { escapedMarkdown as escaped } from './markdown';
import { wordAt } from './named-at';
import type { Around } from './names';
import type { NameKind } from './schema';

export interface HoverText extends Span {
  /** Markdown of our own; what comes from a file is escaped in it. */
  readonly text: string;
}

/** What stands under the mouse: a key's meaning, or what a name stands for. */
export function hoverAt(path: string, text: string, offset: number, around: Around): HoverText | undefined {
  const kind = around.workspace.fileAt(path)?.kind;
  const word = kind && wordAt(path, text, offset, kind);
  if (!word) return undefined;
  const { start, end, names, isKey, where, schema } = word;
  const name = where === '/id' ? 'policy' : names;
  const meaning = name && aboutName(name, word.text, around, word.file.entries.get(`${parentOf(where)}/framework`));
  const said = meaning ?? (isKey ? schema?.description : undefined);
  return said === undefined ? undefined : { start, end, text: said };
}

const parentOf = (where: string): string => where.slice(0, where.lastIndexOf('/'));

function aboutName(kind: NameKind, name: string, around: Around, framework: unknown): string | undefined {
  const { known, workspace } = around;
  switch (kind) {
    case 'rule': {
      const rule = known.rules.find(({ id, aliases }) => id === name || aliases?.includes(name));
      return rule && `**${rule.title}** · ${rule.severity} · \`${rule.id}\``;
    }
    case 'policy':
      return aboutPolicy(workspace.policies.byId(name));
    case 'environment': {
      if (name === 'any') return 'Every environment, and what belongs to none.';
      const paths = workspace.environments.filter((one) => one.name === name).flatMap((one) => one.paths);
      return paths.length > 0 ? `Files of this environment: ${list(paths)}` : undefined;
    }
    case 'system':
      return aboutSystem(workspace.systems.find((system) => system.name === name));
    case 'control': {
      const all = workspace.policies.all().flatMap(({ references = [] }) => references);
      const title = all.find((one) => one.control === name && one.framework === framework)?.title;
      return title && `${escaped(`${framework} ${name}`)}: ${escaped(title)}`;
    }
    case 'pack':
      return aboutPack(name, around);
    default:
      return undefined;
  }
}

const list = (texts: readonly string[]): string => texts.map(escaped).join(', ');

/** What a policy says, and from where: every file that has a say, the one with the last word at the end. */
function aboutPolicy(policy: ResolvedPolicy | undefined): string | undefined {
  if (!policy) return undefined;
  const { title, statement, layers, from } = policy;
  const fields = ['owner', 'contact', 'exception'] as const;
  const said = fields.flatMap((field) => {
    const origin = from[field];
    return origin && origin.kind !== 'built-in' ? `\n- ${field}: ${escaped(originName(origin))}` : [];
  });
  return `**${escaped(title)}**\n\n${escaped(statement)}\n\nFrom where: ${layers.map((layer) => escaped(originName(layer))).join(', then ')}.${said.join('')}`;
}

function aboutSystem(system: System | undefined): string | undefined {
  if (!system) return undefined;
  const { criticality, data, owner, paths } = system;
  const who = owner?.team ?? owner?.people?.join(', ') ?? owner?.codeowners;
  return [
    `**${escaped(system.name)}**${criticality ? ` · ${criticality}` : ''}`,
    ...(who === undefined ? [] : [`Owner: ${escaped(who)}`]),
    ...(data.length > 0 ? [`Data: ${list(data)}`] : []),
    `Files: ${list(paths)}`,
  ].join('\n\n');
}

function aboutPack(name: string, { workspace: { packs } }: Around): string | undefined {
  const pack = packs.find((one) => one.name === name);
  if (!pack) return undefined;
  const { folder, files } = pack;
  const count = files.length === 1 ? 'One policy file' : `${files.length} policy files`;
  return `${count} in ${escaped(folder)}.`;
}
