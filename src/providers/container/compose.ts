import type { Mount, Value } from '../../facts';
import { absentAt, each, is, knownAt, mapValue, unknownAt } from '../../facts';
import { asBoolean, asFields, asList, asString, asStrings, type Data, field, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { runs } from '../runs';
import { mountOf, noNewPrivileges } from './options';

/** Whether a mode is `host`; `instead` is what a fix writes, where there is a word for it. */
function shared(service: Resource, names: readonly string[], instead?: string): Value<boolean> {
  const name = names.find((one) => service.get(one).state !== 'absent') ?? names[0]!;
  const isHost = mapValue(asString(service.get(name)), (mode) => mode === 'host');
  if (isHost.state === 'unknown') return isHost;
  if (isHost.state === 'absent') return absentAt(isHost.at, false);
  const { slot, ...plain } = isHost;
  return slot && instead ? { ...plain, slot: { ...slot, spelled: { true: 'host', false: instead } } } : plain;
}

/** A volume in its long form, or as `SOURCE:TARGET:MODE`. Those by name are the platform's own. */
function volume(entry: Value<Data>): readonly Value<Mount>[] {
  if (!asFields(entry)) return mountOf(asString(entry));
  const kind = asString(field(entry, 'type'));
  const source = asString(field(entry, 'source'));
  if (is(kind, (type) => type === 'bind') !== 'yes' || source.state === 'absent') return [];
  const readOnly = asBoolean(field(entry, 'read_only'));
  const type = source.state === 'known' && source.value.endsWith('.sock') ? 'socket' : 'host';
  return [
    knownAt(
      {
        type,
        source,
        target: asString(field(entry, 'target')),
        readOnly: readOnly.state === 'absent' ? absentAt(readOnly.at, false) : readOnly,
      },
      source.at,
    ),
  ];
}

/** Whether processes may gain privilege: they may unless an option says otherwise. */
function escalation(service: Resource): Value<boolean> {
  const options = service.get('security_opt');
  // what is laid over another file leaves out what that one says
  const whole = service.get('image').state !== 'absent' || service.get('build').state !== 'absent';
  const otherwise = whole ? true : undefined;
  const spelled = { true: 'no-new-privileges:false', false: 'no-new-privileges:true' };
  if (options.state === 'absent') {
    return absentAt(options.at, otherwise, { ...service.slot('security_opt'), spelled });
  }
  const said = noNewPrivileges(asStrings(options), spelled);
  return (
    said ?? (options.state === 'unknown' ? unknownAt(options.at, options.because) : absentAt(options.at, otherwise))
  );
}

/** Services of Compose. Defaults: https://docs.docker.com/reference/compose-file/services/ */
export const compose: Provider = {
  id: 'compose',
  types: ['compose/service'],
  *facts(service) {
    const { subject } = service;
    const privileged = asBoolean(service.get('privileged'));
    const volumes = asList(service.get('volumes'));
    const mounts = each(volumes).flatMap((entry) => volume({ state: 'known', ...entry }));
    yield runs(service, 'container', subject.address.replace(/^services\./, ''), {
      // without a name the image decides
      user: mapValue(asString(service.get('user')), (user) => user.replace(/:.*$/s, '')),
      privileged: privileged.state === 'absent' ? absentAt(privileged.at, false) : privileged,
      privilegeEscalation: escalation(service),
      capabilities: asStrings(service.get('cap_add')),
      hostNetwork: shared(service, ['network_mode', 'net'], 'bridge'),
      hostProcesses: shared(service, ['pid']),
      hostIpc: shared(service, ['ipc'], 'private'),
      mounts: knownAt(mounts, subject.head),
      image: asString(service.get('image')),
    });
  },
};
