import type { Mount, Value } from '../../facts';
import { absentAt, each, is, known, knownAt, mapValue } from '../../facts';
import { asBoolean, asFields, asList, asString, asStrings, type Data, field, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { runs } from '../runs';
import { mountOf, noNewPrivileges } from './options';

/** Options of `docker run` by their names; a value follows after `=` or as the next word. */
function optionsOf(container: Resource): ReadonlyMap<string, readonly Value<string>[]> {
  const words = each(asStrings(container.get('runArgs')));
  const options = new Map<string, Value<string>[]>();
  words.forEach(({ value: word, at }, i) => {
    const [, name, inline] = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (!name) return;
    const next = words[i + 1];
    const follows = next && !next.value.startsWith('-') ? knownAt(next.value, next.at) : knownAt('', at);
    const value = inline === undefined ? follows : knownAt(inline, at);
    options.set(name, [...(options.get(name) ?? []), value]);
  });
  return options;
}

/** `source=…,target=…,type=bind,readonly`, as `--mount` has it. */
function written(mount: Value<string>): readonly Value<Mount>[] {
  if (mount.state !== 'known') return [];
  const pairs = mount.value.split(',').map((pair) => pair.split('='));
  const get = (...names: string[]) => pairs.find(([key = '']) => names.includes(key.trim()))?.[1];
  const source = get('source', 'src');
  if (get('type') !== 'bind' || source === undefined) return [];
  const readOnly = pairs.some(([key = '', on = 'true']) => /^(?:readonly|ro)$/.test(key.trim()) && on === 'true');
  const target = get('target', 'dst', 'destination') ?? '';
  return mountOf({ ...mount, value: `${source}:${target}${readOnly ? ':ro' : ''}` });
}

function mountsOf(container: Resource, options: ReturnType<typeof optionsOf>): readonly Value<Mount>[] {
  const listed = each(asList(container.get('mounts'))).flatMap((entry): readonly Value<Mount>[] => {
    const value: Value<Data> = { state: 'known', ...entry };
    if (!asFields(value)) return written(asString(value));
    const source = asString(field(value, 'source'));
    const isBind = is(asString(field(value, 'type')), (type) => type === 'bind') === 'yes';
    return isBind
      ? mountOf(mapValue(source, (path) => `${path}:${known(asString(field(value, 'target')))?.value ?? ''}`))
      : [];
  });
  const short = [...(options.get('v') ?? []), ...(options.get('volume') ?? [])];
  return [...listed, ...short.flatMap(mountOf), ...(options.get('mount') ?? []).flatMap(written)];
}

/**
 * What a dev container takes of the machine of whoever opens it (https://containers.dev/implementors/json_reference/). Who it runs
 * as is left out, and `SYS_PTRACE`, which is what debuggers need: both are usual where people develop.
 */
export const devcontainer: Provider = {
  id: 'devcontainer',
  types: ['devcontainer/container'],
  *facts(container) {
    const { subject } = container;
    const options = optionsOf(container);
    const isHost = (...names: string[]): Value<boolean> => {
      const value = names.map((name) => options.get(name)?.at(-1)).find((one) => one !== undefined);
      return value ? mapValue(value, (mode) => mode === 'host') : absentAt(subject.head, false);
    };
    const own = asBoolean(container.get('privileged'));
    const option = options.get('privileged')?.at(-1);
    const byOption = option ? mapValue(option, (on) => on !== 'false') : absentAt(subject.head, false);
    const added = [
      ...each(asStrings(container.get('capAdd'))),
      ...(options.get('cap-add') ?? []).flatMap((one) => known(one) ?? []),
    ];
    const beyond = added.filter(({ value }) => !/^(?:CAP_)?SYS_PTRACE$/i.test(value));
    const security = [
      ...each(asStrings(container.get('securityOpt'))).map((one): Value<string> => ({ state: 'known', ...one })),
      ...(options.get('security-opt') ?? []),
    ];
    yield runs(container, 'container', known(asString(container.get('name')))?.value ?? subject.address, {
      privileged: own.state === 'absent' ? byOption : own,
      privilegeEscalation: noNewPrivileges(knownAt(security, subject.head)) ?? absentAt(subject.head),
      capabilities: knownAt(
        beyond.map((one) => ({ state: 'known', ...one })),
        subject.head,
      ),
      hostNetwork: isHost('network', 'net'),
      hostProcesses: isHost('pid'),
      hostIpc: isHost('ipc'),
      mounts: knownAt(mountsOf(container, options), subject.head),
      image: asString(container.get('image')),
    });
  },
};
