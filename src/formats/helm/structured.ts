import { parseYaml } from '../../document/yaml';
import { unknownAt, type Value } from '../../facts';
import { type Data, partsOf } from '../../resource';
import { dataValue } from '../data-value';
import { withPlaceholders } from '../placeholders';

/** A text that is longer is not read. */
const LONGEST = 20_000;

/** A text of lines as the structure that it writes; anything else is handed through. */
export function structured(value: Value<Data>): Value<Data> {
  const parts = value.state === 'known' && typeof value.value !== 'number' ? partsOf(value) : undefined;
  if (value.state !== 'known' || !parts?.some((part) => part.type === 'known' && /:(?:\s|$)|^\s*- /.test(part.text)))
    return value;
  const text = parts.map((part) => (part.type === 'known' ? part.text : '${unknown}')).join('');
  const { roots, problems } = text.length > LONGEST ? { roots: [], problems: [] } : parseYaml(text);
  const [root] = roots;
  if (!root || root.type === 'scalar' || problems.length > 0)
    return unknownAt(value.at, 'the lines that it writes are no whole structure');
  const place = () => value.at;
  const read = dataValue(root, { place, special: (node) => withPlaceholders(node, place) });
  return value.byDefault && read.state === 'known' ? { ...read, byDefault: true, via: value.via ?? [value.at] } : read;
}
