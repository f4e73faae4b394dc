/** What Compose files and dev containers hand to `docker run` in its own words. */

import type { ListValue, Mount, Slot, Value } from '../../facts';
import { each, knownAt, unknownAt } from '../../facts';

/** `SOURCE:TARGET:MODE`; a drive of Windows has a colon of its own. */
const SHORT = /^((?:[A-Za-z]:[\\/])?[^:]*):((?:[A-Za-z]:[\\/])?[^:]*)(?::(.*))?$/s;

/** A mount of a path of the machine, as `-v` has it; nothing for a volume by name. */
export function mountOf(written: Value<string>): readonly Value<Mount>[] {
  const [, source = '', target = '', mode = ''] = (written.state === 'known' && SHORT.exec(written.value)) || [];
  if (written.state !== 'known' || !/^(?:[/~.]|[A-Za-z]:)/.test(source)) return [];
  const mount: Mount = {
    type: source.endsWith('.sock') ? 'socket' : 'host',
    source: { ...written, value: source },
    target: { ...written, value: target },
    readOnly: knownAt(mode.split(',').includes('ro'), written.at),
  };
  return [knownAt(mount, written.at)];
}

/** What `no-new-privileges` says among security options about gaining privilege; undefined where it is not there. */
export function noNewPrivileges(options: ListValue<string>, spelled?: Slot['spelled']): Value<boolean> | undefined {
  for (const { value, at } of each(options)) {
    const set = /^no-new-privileges(?:[:=](true|false))?$/.exec(value);
    if (!set) continue;
    const slot = spelled && { block: at, path: [], spelled };
    return knownAt(set[1] === 'false', at, slot);
  }
  const unsure = options.state === 'known' && options.value.some(({ state }) => state === 'unknown');
  return unsure ? unknownAt(options.at, 'one of the options is not known') : undefined;
}
