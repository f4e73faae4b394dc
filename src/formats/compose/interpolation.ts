import type { Node } from '../../document/data';
import type { Value } from '../../facts';
import type { Place, Span } from '../../place';
import type { Data, Part } from '../../resource';
import { text as joined } from '../embedded';
import { partsIn } from '../text-parts';

/** Defaults may hold variables with defaults; deeper ones stay unknown. */
const DEPTH = 8;

interface Read {
  readonly parts: readonly Part[];
  readonly byDefault: boolean;
}

/** Where the brace closes that opened before an offset, or -1. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{' && text[at - 1] === '$') open++;
    else if (text[at] === '}' && --open === 0) return at;
  }
  return -1;
}

const unknown = (name: string): Part => ({ type: 'unknown', because: `${name} is set where this is started` });

/** `${NAME:-word}` and the like, without its braces. Only a default is known: nobody knows what the machine sets. */
function braced(inner: string, depth: number): Read | undefined {
  const [, name, operator, word = ''] = /^([A-Za-z_]\w*)(:?[-+?])?(.*)$/s.exec(inner) ?? [];
  if (!name || (!operator && word !== '')) return undefined;
  if (operator?.endsWith('-') && depth < DEPTH) return { ...read(word, depth + 1), byDefault: true };
  return { parts: [unknown(name)], byDefault: false };
}

/** A text with its variables: https://docs.docker.com/reference/compose-file/interpolation/ */
function read(text: string, depth: number): Read {
  const parts: Part[] = [];
  let byDefault = false;
  let last = 0;
  const add = (from: number, to: number, more: readonly Part[]) => {
    parts.push(...partsIn(text.slice(last, from)), ...more);
    last = to;
  };
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', Math.max(at + 1, last))) {
    const bare = /^[A-Za-z_]\w*/.exec(text.slice(at + 1, at + 100))?.[0];
    if (text[at + 1] === '$') add(at + 1, at + 2, []);
    else if (bare) add(at, at + 1 + bare.length, [unknown(bare)]);
    else if (text[at + 1] === '{') {
      const end = closing(text, at + 2);
      if (end < 0) break;
      const inner = braced(text.slice(at + 2, end), depth);
      if (inner) add(at, end + 1, inner.parts);
      byDefault ||= inner?.byDefault ?? false;
    }
  }
  parts.push(...partsIn(text.slice(last)));
  return { parts, byDefault };
}

/** A string with variables as what is known of it; undefined for other nodes. */
export function withVariables(node: Node, place: (span: Span) => Place): Value<Data> | undefined {
  if (node.type !== 'scalar' || typeof node.value !== 'string' || !node.value.includes('$')) return undefined;
  const { parts, byDefault } = read(node.value, 0);
  return { state: 'known', value: joined(parts), at: place(node), ...(byDefault ? { byDefault } : {}) };
}
