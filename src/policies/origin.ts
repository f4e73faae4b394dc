import { type Message, sentence } from '../findings/message';
import type { Origin } from './policy';

/** How much a word counts by where it comes from. */
const STRENGTH: Readonly<Record<Origin['kind'], number>> = { 'built-in': 0, pack: 1, workspace: 2 };

/** Whether one origin counts more than another: below 0 when the first counts less. */
export const byOrigin = (a: Origin, b: Origin): number => STRENGTH[a.kind] - STRENGTH[b.kind];

/** From where, for people: `built in`, a path, a path with the pack that holds it. */
export function originName({ kind, path, pack }: Origin): Message {
  if (kind === 'built-in') return sentence`built in`;
  return kind === 'pack' ? sentence`${path} (pack ${pack ?? ''})` : { template: '{0}', args: [path] };
}
