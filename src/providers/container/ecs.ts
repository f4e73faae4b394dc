import type { Mount, Value, Workload } from '../../facts';
import { absentAt, each, is, known, knownAt, mapValue } from '../../facts';
import { asBoolean, asFields, asList, asString, asStrings, type Data, field, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { runs } from '../runs';

/** Names of one spelling of a task definition. */
interface Words {
  readonly containers: string;
  readonly modes: Readonly<Record<'network' | 'pid' | 'ipc', string>>;
  readonly role: string;
  readonly volumes: string;
  readonly hostPath: readonly string[];
  readonly volumeName: string;
  /** A name inside a container definition, written as in the service's own JSON. */
  inside(name: string): string;
}

const WORDS: Readonly<Record<string, Words>> = {
  aws_ecs_task_definition: {
    containers: 'container_definitions',
    modes: { network: 'network_mode', pid: 'pid_mode', ipc: 'ipc_mode' },
    role: 'task_role_arn',
    volumes: 'volume',
    hostPath: ['host_path'],
    volumeName: 'name',
    inside: (name) => name,
  },
  'AWS::ECS::TaskDefinition': {
    containers: 'ContainerDefinitions',
    modes: { network: 'NetworkMode', pid: 'PidMode', ipc: 'IpcMode' },
    role: 'TaskRoleArn',
    volumes: 'Volumes',
    hostPath: ['Host', 'SourcePath'],
    volumeName: 'Name',
    inside: (name) => name.charAt(0).toUpperCase() + name.slice(1),
  },
};

/** Whether a mode is `host`; `instead` is what a fix writes. */
function shared(resource: Resource, name: string, instead: string): Value<boolean> {
  const isHost = mapValue(asString(resource.get(name)), (mode) => mode === 'host');
  if (isHost.state === 'unknown') return isHost;
  const slot = { ...resource.slot(name), spelled: { true: 'host', false: instead } };
  return isHost.state === 'absent' ? absentAt(isHost.at, false) : { ...isHost, slot };
}

function container(resource: Resource, definition: Value<Data>, words: Words): Workload {
  const get = (...path: string[]) => field(definition, ...path.map(words.inside));
  const name = asString(get('name'));
  const { subject } = resource;
  const own = { ...resource, subject: name.state === 'known' ? { ...subject, head: name.at } : subject };
  const privileged = asBoolean(get('privileged'));
  return runs(own, 'container', known(name)?.value ?? subject.address, {
    identity: asString(resource.get(words.role)),
    // without a name the image decides
    user: mapValue(asString(get('user')), (user) => user.replace(/:.*$/s, '')),
    privileged: privileged.state === 'absent' ? absentAt(privileged.at, false) : privileged,
    capabilities: asStrings(get('linuxParameters', 'capabilities', 'add')),
    image: asString(get('image')),
  });
}

/** Paths of the machine that containers of the task mount. */
function hostMounts(resource: Resource, definitions: readonly Value<Data>[], words: Words): readonly Value<Mount>[] {
  const points = definitions.flatMap((one) => each(asList(field(one, words.inside('mountPoints')))));
  return resource.all(words.volumes).flatMap((volume): readonly Value<Mount>[] => {
    const source = asString(volume.get(...words.hostPath));
    const name = known(asString(volume.get(words.volumeName)))?.value;
    if (source.state === 'absent' || name === undefined) return [];
    const mounted = points.flatMap((point): readonly Value<boolean>[] => {
      const value: Value<Data> = { state: 'known', ...point };
      const its = asString(field(value, words.inside('sourceVolume')));
      if (is(its, (written) => written === name) !== 'yes') return [];
      const readOnly = asBoolean(field(value, words.inside('readOnly')));
      return [readOnly.state === 'absent' ? absentAt(readOnly.at, false) : readOnly];
    });
    const readOnly = mounted.find((one) => is(one, (on) => on) !== 'yes') ?? mounted[0];
    if (!readOnly) return [];
    const type = source.state === 'known' && source.value.endsWith('.sock') ? 'socket' : 'host';
    return [knownAt({ type, source, target: absentAt(source.at), readOnly }, source.at)];
  });
}

/**
 * Tasks of Amazon's container service and their containers. Defaults:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
export const ecs: Provider = {
  id: 'ecs',
  types: Object.keys(WORDS),
  *facts(resource) {
    const words = WORDS[resource.type];
    if (!words) return;
    const list = asList(resource.json(resource.get(words.containers)));
    const definitions = list.state === 'known' ? list.value.filter((one) => asFields(one)) : [];
    yield runs(resource, 'task', resource.subject.address, {
      identity: asString(resource.get(words.role)),
      hostNetwork: shared(resource, words.modes.network, 'bridge'),
      hostProcesses: shared(resource, words.modes.pid, 'task'),
      hostIpc: shared(resource, words.modes.ipc, 'task'),
      mounts: knownAt(hostMounts(resource, definitions, words), resource.subject.head),
    });
    for (const definition of definitions) yield container(resource, definition, words);
  },
};
