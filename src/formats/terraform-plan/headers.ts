import type { Header, Section } from '../../declaration';
import { type DataDocument, type Mapping, type Node, nodeAt } from '../../document/data';
import { mentions, text } from './configuration';

const mappings = (node: Node | undefined): readonly Mapping[] =>
  node?.type === 'sequence' ? node.items.filter((item): item is Mapping => item.type === 'mapping') : [];

const isData = (node: Node): boolean => text(nodeAt(node, 'mode')) === 'data';

/** An address without the keys of instances. */
const plain = (address: string): string => address.replace(/\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g, '');

/** The header of a resource: its address without keys of instances, so that others find it as they are written. */
function resource(entry: Mapping, address: string, holder: Mapping, name: Node | undefined): readonly Header[] {
  const type = text(nodeAt(holder, 'type'));
  if (type === undefined || address === '') return [];
  const head = name ?? entry;
  const note = {
    address,
    type: isData(holder) ? `data.${type}` : type,
    at: head.start - entry.start,
    width: head.end - head.start,
  };
  return [{ kind: 'resource', key: plain(address), start: entry.start, end: entry.end, note }];
}

const change = (entry: Mapping): readonly Header[] => {
  const address = nodeAt(entry, 'address');
  return resource(entry, text(address) ?? '', entry, address);
};

/** The changes of a plan, and which resources their attributes will name. */
export function planHeaders(section: Section): readonly Header[] {
  const root = (section.document() as DataDocument).roots[0];
  if (section.under[0] === 'resource_changes') return root?.type === 'mapping' ? change(root) : [];
  return [...mappings(nodeAt(root, 'resource_changes')).flatMap(change), ...mentions(nodeAt(root, 'configuration'))];
}

/** The instances of a resource as a state file keeps it. */
function kept(entry: Mapping): readonly Header[] {
  const [module, type, name] = ['module', 'type', 'name'].map((key) => text(nodeAt(entry, key)));
  const parts = [...(module ? [module] : []), ...(isData(entry) ? ['data'] : []), type, name];
  return mappings(nodeAt(entry, 'instances')).flatMap((instance) => {
    const index = nodeAt(instance, 'index_key');
    const suffix = index?.type === 'scalar' ? `[${JSON.stringify(index.value)}]` : '';
    return resource(instance, `${parts.join('.')}${suffix}`, entry, nodeAt(entry, 'name'));
  });
}

/** The resources of a state file. */
export function stateHeaders(section: Section): readonly Header[] {
  const root = (section.document() as DataDocument).roots[0];
  if (section.under[0] === 'resources') return root?.type === 'mapping' ? kept(root) : [];
  return mappings(nodeAt(root, 'resources')).flatMap(kept);
}
