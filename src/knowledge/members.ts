import { known, type Membership } from '../facts';

/**
 * Who holds a role, for a message: `aws_iam_role.deploy`, `deploy` for a literal name, `user:a@b`; where the member is
 * not known, the binding itself.
 */
export function holder({ member, subject }: Membership): string {
  const id = known(member)?.value.id;
  if (id === undefined || id === '*') return subject.address;
  return /^(?:aws_iam_\w+|AWS::IAM::\w+|principal):(.+)$/.exec(id)?.[1] ?? id;
}
