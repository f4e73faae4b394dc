import type { Value } from '../../facts';
import type { Place } from '../../place';
import type { Data, Part } from '../../resource';
import { text as joined } from '../embedded';
import { partsIn } from '../text-parts';

/** What `ARG` and `ENV` have set so far, by name. `ARG` defaults are marked `byDefault`: a build may replace them. */
export class Variables {
  readonly args = new Map<string, Value<Data>>();
  readonly env = new Map<string, Value<Data>>();

  /** `ENV` wins over `ARG`, whichever comes last. */
  get(name: string): Value<Data> | undefined {
    return this.env.get(name) ?? this.args.get(name);
  }
}

/** What is written: a string, or a text with parts that can't be known. */
type Resolved = Extract<Value<Data>, { state: 'known' }>;

/** `$NAME`, `${NAME}`, `${NAME:-word}` and `${NAME:+word}`, the colon optional; whatever else follows a name is the fifth group. */
const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?!\w)(?::?([-+])([^{}]*)|([^{}]*))\})/g;

/** A text with its variables put in. What no reader of the file can know stays an unknown part of it. */
export function resolve(text: string, at: Place, variables: Variables): Resolved {
  const parts: Part[] = [];
  const via: Place[] = [];
  let byDefault: true | undefined;
  let last = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const [whole, bare, braced, operator, word, other] = match;
    const name = bare ?? braced!;
    const value = variables.get(name);
    parts.push(...partsIn(text.slice(last, match.index)));
    last = match.index + whole.length;
    const set = value?.state === 'known';
    if ((operator === '-' && !set) || (operator === '+' && set)) {
      parts.push(...partsIn(word ?? ''));
      byDefault = true;
    } else if (set && operator !== '+' && !other) {
      parts.push(...partsOfData(value.value));
      via.push(value.at, ...(value.via ?? []));
      byDefault ||= value.byDefault;
    } else {
      parts.push({ type: 'unknown', because: `the build or the base image sets ${name}` });
    }
  }
  parts.push(...partsIn(text.slice(last)));
  return {
    state: 'known',
    value: joined(parts),
    at,
    ...(via.length > 0 ? { via } : {}),
    ...(byDefault ? { byDefault } : {}),
  };
}

/** The parts of a string that this module made: plain, or a text. */
function partsOfData(data: Data): readonly Part[] {
  if (typeof data === 'string') return partsIn(data);
  return typeof data === 'object' && data !== null && 'parts' in data ? data.parts : [];
}
