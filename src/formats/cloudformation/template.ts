import type { Header, Opened, Section } from '../../declaration';
import { type DataDocument, type Entry, type Mapping, type Node, nameOf, nodeAt } from '../../document/data';
import { topKeys } from '../../document/json/cut';
import type { Span } from '../../place';
import { relativeTo } from '../relative-path';
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
export function headersOf(section: Section, path: string): readonly Header[] {
  const root = rootOf(section);
  if (!root) return [];
  const [above] = section.under;
  if (above !== undefined) return headersIn(above, root, path);
  return root.entries.flatMap(({ key, value }) =>
    value?.type === 'mapping' ? headersIn(nameOf(key), value, path) : [],
  );
}

/** The declarations of one section of a template. */
export function headersIn(section: string, mapping: Mapping, path: string): readonly Header[] {
  const kind = Object.hasOwn(KINDS, section) ? KINDS[section] : undefined;
  if (kind === undefined) return [];
  return mapping.entries.flatMap((entry): readonly Header[] => {
    const { start, end } = entry;
    const key = nameOf(entry.key);
    if (kind !== 'resource') return [{ kind, key, start, end }];
    if (key.startsWith(LOOP)) return [{ kind: 'loop', key, start, end }];
    const resource = { kind, key, start, end, note: resourceNote(entry, path) };
    const { nested } = resource.note;
    return nested === undefined
      ? [resource]
      : [resource, { ...resource, kind: 'nested', key: nested, note: { ...resource.note, id: key }, scope: NESTED }];
  });
}

/** Where templates find those that nest them. */
export const NESTED = 'cloudformation:nested';

/** What a resource that nests a template says of where that lies. */
const TEMPLATE_OF: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
};

/**
 * What others need of a resource without opening it: its type, its condition, how wide its key is written, the template
 * it nests, and what the CDK, which made up its id, calls it.
 */
function resourceNote({ key, value }: Entry, path: string): { readonly nested?: string } & Required<Header>['note'] {
  const type = text(nodeAt(value, 'Type')) ?? '';
  const condition = text(nodeAt(value, 'Condition'));
  const construct = text(nodeAt(value, 'Metadata', 'aws:cdk:path'));
  const written = Object.hasOwn(TEMPLATE_OF, type) ? nodeAt(value, 'Properties', TEMPLATE_OF[type]!) : undefined;
  const nested = written?.tag === undefined ? localPath(text(written), path) : undefined;
  return {
    type,
    width: key.end - key.start,
    ...(condition === undefined ? {} : { condition }),
    ...(nested === undefined ? {} : { nested }),
    ...(construct === undefined ? {} : { construct }),
  };
}

/** The root-relative path of a template that another names, or undefined where it lies elsewhere. */
function localPath(written: string | undefined, from: string): string | undefined {
  if (written === undefined || !/^[^:$/{][^:$]*\.(?:ya?ml|json|template)$/i.test(written)) return undefined;
  return relativeTo(from, written);
}

const text = (node: Node | undefined): string | undefined => (node?.type === 'scalar' ? nameOf(node) : undefined);

export function rootOf(section: Section): Mapping | undefined {
  const document = section.document() as DataDocument;
  return document.roots.find((root): root is Mapping => root?.type === 'mapping');
}

/** The entry that a declaration of a template is. */
export const entryAt = (opened: Opened): Entry | undefined => entryIn(rootOf(opened.section), opened.span.start);

function entryIn(node: Node | undefined, start: number): Entry | undefined {
  if (!node || node.type === 'scalar') return undefined;
  if (node.type === 'sequence')
    return entryIn(
      node.items.find((item) => holds(item, start)),
      start,
    );
  const entry = node.entries.find((one) => holds(one, start));
  return entry?.start === start ? entry : entryIn(entry?.value, start);
}

const holds = ({ start, end }: Span, offset: number): boolean => start <= offset && offset < end;
