import type { Node } from '../../document/data';
import { actionsOf } from '../../document/helm/actions';
import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place, Span } from '../../place';
import { asString, type Data } from '../../resource';
import { type Hole, withHoles } from '../text-parts';
import { evaluate, type Sight } from './evaluate';
import { parseExpression } from './expression';

/** A scalar with actions: the value of the only one, or a text of what is known of each. */
export function filled(text: string, node: Node, sight: Sight, place: (span: Span) => Place): Value<Data> {
  const actions = actionsOf(text);
  const values = actions.map(({ body, kind }) =>
    kind === 'value'
      ? evaluate(parseExpression(body), sight)
      : unknownAt<Data>(sight.at, 'it is chosen when the chart is installed'),
  );
  const only =
    actions.length === 1 && actions[0]!.start === 0 && actions[0]!.end === text.length ? values[0] : undefined;
  if (only?.state === 'known') return only;
  const holes = actions.map(({ start, end, body }, i): Hole => {
    const value = values[i]!;
    const plain = asString(value);
    if (plain.state === 'known') return { start, end, part: { type: 'known', text: plain.value } };
    const because = plain.state === 'unknown' ? plain.because : 'values.yaml does not say what it is';
    return { start, end, part: { type: 'unknown', because, expression: body } };
  });
  const data = withHoles(text, holes);
  const joined = whole(data);
  const via = values.flatMap((value) => (value.state === 'known' && value.byDefault ? [value.at] : []));
  return { ...knownAt(joined, place(node)), ...(via.length > 0 ? { via, byDefault: true as const } : {}) };
}

/** A text of known parts is a plain string. */
function whole(data: Data): Data {
  if (data === null || typeof data !== 'object' || !('type' in data) || data.type !== 'text') return data;
  const texts = data.parts.map((part) => (part.type === 'known' ? part.text : undefined));
  return texts.includes(undefined) ? data : texts.join('');
}
