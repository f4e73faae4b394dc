import type { Workload } from '../facts';
import { absentAt, knownAt } from '../facts';
import type { Resource } from '../resource';

type Said = Omit<Workload, 'kind' | 'subject' | 'about' | 'level' | 'name'>;

/** Something that runs, about its resource; what is left out does not apply to it. */
export function runs(resource: Resource, level: Workload['level'], name: string, said: Partial<Said>): Workload {
  const { subject } = resource;
  const absent = absentAt<never>(subject.head);
  return {
    kind: 'workload',
    subject,
    about: [knownAt(subject.id, subject.head)],
    level,
    name,
    identity: absent,
    user: absent,
    refusesRoot: absent,
    privileged: absent,
    privilegeEscalation: absent,
    capabilities: absent,
    hostNetwork: absent,
    hostProcesses: absent,
    hostIpc: absent,
    mounts: absent,
    tokenMount: absent,
    metadataWithoutToken: absent,
    image: absent,
    ...said,
  };
}
