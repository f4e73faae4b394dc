import { absentAt, knownAt, type Pipeline, type UntrustedInput, unknownAt, type Value } from '../../facts';
import type { Resource } from '../../resource';

/** A job of a service where the project, not the file, says what its token may do and who starts it. */
export function projectJob({ subject }: Resource, inputs: readonly Value<UntrustedInput>[]): Pipeline {
  const absent = absentAt<never>(subject.head);
  return {
    kind: 'pipeline',
    subject,
    about: [knownAt(subject.id, subject.head)],
    level: 'job',
    name: subject.address,
    triggers: unknownAt(subject.head, 'the project decides'),
    permissions: unknownAt(subject.head, 'the project decides'),
    untrustedInputs: knownAt(inputs, subject.head),
    checkouts: absent,
    secretsInherited: absent,
    uses: absent,
  };
}
