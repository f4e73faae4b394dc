import type { Header, Opened, Section } from '../../declaration';
import { type DataDocument, type Entry, type Mapping, type Node, nameOf, nodeAt } from '../../document/data';
import { topKeys } from '../../document/json/cut';
import { LOOP } from './functions';

/** The template's sections that declare something, and what one entry of them is. */
const KINDS: Readonly<Record<string, string>> = {
  Parameters: 'parameter',
  Resources: 'resource',
  Conditions: 'condition',
  Mappings: 'mapping',
  Globals: 'global',
  Outputs: 'output',
};

const RESOURCE_TYPE = String.raw`(?:AWS|Alexa|Custom)::\w`;
const YAML_TYPE = new RegExp(String.raw`(?:^[ \t]+|[{,][ \t]*)["']?Type["']?[ \t]*:[ \t]*["']?${RESOURCE_TYPE}`, 'm');
const JSON_TYPE = new RegExp(String.raw`"Type"\s*:\s*"${RESOURCE_TYPE}`);

/** Whether a YAML text has the keys of a template at its top: the version, or resources of AWS types. */
export function isYamlTemplate(text: string): boolean {
  if (isBraced(text)) return isJsonTemplate(text);
  if (/^["']?AWSTemplateFormatVersion["']?[ \t]*:/m.test(text)) return true;
  return /^["']?Resources["']?[ \t]*:/m.test(text) && YAML_TYPE.test(text);
}

/** The same for JSON. */
export function isJsonTemplate(text: string): boolean {
  if (!text.includes('"AWSTemplateFormatVersion"') && !JSON_TYPE.test(text)) return false;
  const tops = topKeys(text);
  if (tops.some(({ key }) => key === 'AWSTemplateFormatVersion')) return true;
  const resources = tops.find(({ key }) => key === 'Resources');
  return resources !== undefined && JSON_TYPE.test(text.slice(resources.start, resources.end));
}

export const isBraced = (text: string): boolean => /^\ufeff?\s*\{/.test(text);

/** The declarations of a section of a template: entries of its `Parameters`, `Resources` and so on. */
export function headersOf(section: Section): readonly Header[] {
  const root = rootOf(section);
  if (!root) return [];
  const [above] = section.under;
  if (above !== undefined) return headersIn(above, root);
  return root.entries.flatMap(({ key, value }) => (value?.type === 'mapping' ? headersIn(nameOf(key), value) : []));
}

function headersIn(section: string, mapping: Mapping): readonly Header[] {
  const kind = KINDS[section];
  if (kind === undefined) return [];
  return mapping.entries.map((entry) => {
    const { start, end, key } = entry;
    if (kind !== 'resource') return { kind, key: nameOf(key), start, end };
    const isLoop = nameOf(key).startsWith(LOOP);
    return {
      kind: isLoop ? 'loop' : kind,
      key: nameOf(key),
      start,
      end,
      ...(isLoop ? {} : { note: resourceNote(entry) }),
    };
  });
}

/** What others need of a resource without opening it: its type, its condition, and how wide its key is written. */
function resourceNote({ key, value }: Entry): Record<string, string | number> {
  const condition = text(nodeAt(value, 'Condition'));
  return {
    type: text(nodeAt(value, 'Type')) ?? '',
    width: key.end - key.start,
    ...(condition === undefined ? {} : { condition }),
  };
}

const text = (node: Node | undefined): string | undefined => (node?.type === 'scalar' ? nameOf(node) : undefined);

function rootOf(section: Section): Mapping | undefined {
  const document = section.document() as DataDocument;
  return document.roots.find((root): root is Mapping => root?.type === 'mapping');
}

/** The entry that a declaration of a template is. */
export function entryAt(opened: Opened): Entry | undefined {
  const root = rootOf(opened.section);
  const mappings = opened.section.under.length > 0 ? [root] : (root?.entries.map(({ value }) => value) ?? []);
  for (const mapping of mappings) {
    if (mapping?.type !== 'mapping' || mapping.start > opened.span.start || mapping.end < opened.span.start) continue;
    const entry = mapping.entries.find(({ start }) => start === opened.span.start);
    if (entry) return entry;
  }
  return undefined;
}
