import { type Message, sentence, words } from '../findings/message';
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
  const said = meaning ?? (isKey && schema?.description ? around.told(words(schema.description)) : undefined);
  return said === undefined ? undefined : { start, end, text: said };
}

const parentOf = (where: string): string => where.slice(0, where.lastIndexOf('/'));

function aboutName(kind: NameKind, name: string, around: Around, framework: unknown): string | undefined {
  const { known, workspace, told } = around;
  switch (kind) {
    case 'rule': {
      const rule = known.rules.find(({ id, aliases }) => id === name || aliases?.includes(name));
      return rule && `**${told(words(rule.title))}** · ${told(words(rule.severity))} · \`${rule.id}\``;
    }
    case 'policy':
      return aboutPolicy(workspace.policies.byId(name), told);
    case 'environment': {
      if (name === 'any') return told(sentence`Every environment, and what belongs to none.`);
      const paths = workspace.environments.filter((one) => one.name === name).flatMap((one) => one.paths);
      return paths.length > 0 ? told(sentence`Files of this environment: ${list(paths)}`) : undefined;
    }
    case 'system':
      return aboutSystem(
        workspace.systems.find((system) => system.name === name),
        told,
      );
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
function aboutPolicy(policy: ResolvedPolicy | undefined, told: Around['told']): string | undefined {
  if (!policy) return undefined;
  const { title, statement, layers, from } = policy;
  const fields = ['owner', 'contact', 'exception'] as const;
  const said = fields.flatMap((field) => {
    const origin = from[field];
    return origin && origin.kind !== 'built-in' ? `\n- ${field}: ${escaped(told(originName(origin)))}` : [];
  });
  const [first = '', ...others] = layers.map((layer) => escaped(told(originName(layer))));
  const inOrder = others.reduce<Message | string>((before, last) => sentence`${before}, then ${last}`, first);
  return `**${escaped(title)}**\n\n${escaped(statement)}\n\n${told(sentence`From where: ${inOrder}.`)}${said.join('')}`;
}

function aboutSystem(system: System | undefined, told: Around['told']): string | undefined {
  if (!system) return undefined;
  const { criticality, data, owner, paths } = system;
  const who = owner?.team ?? owner?.people?.join(', ') ?? owner?.codeowners;
  return [
    `**${escaped(system.name)}**${criticality ? ` · ${told(words(criticality))}` : ''}`,
    ...(who === undefined ? [] : [told(sentence`Owner: ${escaped(who)}`)]),
    ...(data.length > 0 ? [told(sentence`Data: ${list(data)}`)] : []),
    told(sentence`Files: ${list(paths)}`),
  ].join('\n\n');
}

function aboutPack(name: string, { workspace: { packs }, told }: Around): string | undefined {
  const pack = packs.find((one) => one.name === name);
  if (!pack) return undefined;
  const { folder, files } = pack;
  return told(
    files.length === 1
      ? sentence`One policy file in ${escaped(folder)}.`
      : sentence`${files.length} policy files in ${escaped(folder)}.`,
  );
}
