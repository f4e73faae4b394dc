import { known, type Membership, type Message, text } from '../facts';

/** What a membership may reach that holds everything of an organisation or a part of it, as a sentence calls it. */
const REACHES: Readonly<Record<string, Message>> = {
  subscription: text`subscription`,
  'management-group': text`management group`,
  project: text`project`,
  folder: text`folder`,
  organization: text`organisation`,
};

/** The wide thing that a membership reaches, in words; undefined where it reaches less, or where that can't be known. */
export function wideReach({ reach }: Membership): Message | undefined {
  const name = known(reach)?.value ?? '';
  return Object.hasOwn(REACHES, name) ? REACHES[name] : undefined;
}

/**
 * Who holds a role, for a message: `aws_iam_role.deploy`, `deploy` for a literal name, `user:a@b`; where the member is
 * not known, the binding itself.
 */
export function holder({ member, subject }: Membership): string {
  const id = known(member)?.value.id;
  if (id === undefined || id === '*') return subject.address;
  return /^(?:aws_iam_\w+|AWS::IAM::\w+|principal):(.+)$/.exec(id)?.[1] ?? id;
}
