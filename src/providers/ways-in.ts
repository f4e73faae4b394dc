import type { Exposure, ListValue, PortRange, Setting, Value, Workload } from '../facts';
import { absentAt, knownAt } from '../facts';
import type { Place } from '../place';
import { asNumber, asString, type Data, type Resource } from '../resource';

type Optional = 'sources' | 'protocol' | 'ports' | 'authenticator' | 'direction' | 'about';

/** A way in to a resource; what is left out does not apply to it. */
export function exposure(
  resource: Resource,
  fields: Pick<Exposure, 'channel' | 'target'> & Partial<Pick<Exposure, Optional>>,
): Exposure {
  const { subject } = resource;
  const absent = absentAt<never>(subject.head);
  return {
    kind: 'exposure',
    subject,
    about: [knownAt(subject.id, subject.head)],
    direction: 'in',
    sources: absent,
    protocol: absent,
    ports: absent,
    authenticator: absent,
    ...fields,
  };
}

/** A switch of a resource, about itself unless told otherwise. */
export const setting = (
  resource: Resource,
  name: string,
  value: Setting['value'],
  about: Setting['about'] = [knownAt(resource.subject.id, resource.subject.head)],
): Setting => ({ kind: 'setting', subject: resource.subject, about, name, value });

/** A virtual machine, or the template of one. */
export function instance(
  resource: Resource,
  fields: Pick<Workload, 'identity' | 'metadataWithoutToken' | 'image'>,
): Workload {
  const { subject } = resource;
  const absent = absentAt<never>(subject.head);
  return {
    kind: 'workload',
    subject,
    about: [knownAt(subject.id, subject.head)],
    level: 'instance',
    name: subject.address,
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
    ...fields,
  };
}

/** Several attributes that hold sources, as one list: an unknown one does not hide the others. */
export function joined<T>(head: Place, ...lists: readonly ListValue<T>[]): ListValue<T> {
  const written = lists.filter((list) => list.state !== 'absent');
  const only = written.length === 1 ? written[0] : undefined;
  if (only) return only;
  if (written.length === 0) return absentAt(head);
  const entries = written.flatMap((list): readonly Value<T>[] =>
    list.state === 'unknown' ? [list] : (list.value ?? []),
  );
  return knownAt(entries, written[0]?.at ?? head);
}

/** A single attribute as a list of one. */
export const single = (value: Value<Data>): ListValue<string> => {
  const text = asString(value);
  return text.state === 'known' ? knownAt([text], text.at) : text.state === 'absent' ? absentAt(text.at) : text;
};

export const ALL_PORTS: PortRange = { from: 0, to: 65_535 };

/** A range from its two attributes; without the second one a single port. */
export function portRange(fromPort: Value<Data>, toPort: Value<Data>): ListValue<PortRange> {
  const from = asNumber(fromPort);
  const to = asNumber(toPort);
  if (from.state === 'unknown') return from;
  if (to.state === 'unknown') return to;
  if (from.state === 'absent') return absentAt(from.at);
  return knownAt([{ ...from, value: { from: from.value, to: to.value ?? from.value } }], from.at);
}

/** `22`, `8000-9000` or `*`, as firewalls of Azure and Google spell ports. */
export function writtenRange(written: string): PortRange | undefined {
  if (written === '*') return ALL_PORTS;
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(written.trim());
  if (!match) return undefined;
  const from = Number(match[1]);
  return { from, to: match[2] === undefined ? from : Number(match[2]) };
}
