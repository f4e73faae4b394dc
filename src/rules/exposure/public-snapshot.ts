import { each, type Message, said, text, usesOf } from '../../facts';
import { rule } from '../rule';

const NOUNS: Readonly<Record<string, Message>> = { snapshot: text`snapshot`, 'machine-image': text`machine image` };

export const publicSnapshot = rule({
  id: 'public-snapshot',
  title: 'Snapshot or image shared with every account',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  why: 'A public snapshot or image can be copied by any customer of the cloud, with everything that was on the disk: customer data, keys, configuration. Others watch for new ones around the clock, and a copy cannot be called back.',
  remedy: 'Share with the account numbers that need it, and with nobody else.',
  references: ['CWE-732', 'NIST AC-3'],
  reads: ['exposure'],
  *check(exposure) {
    const noun = NOUNS[exposure.target];
    if (noun === undefined || exposure.channel !== 'access') return;
    for (const source of each(exposure.sources)) {
      if (source.value !== '*') continue;
      yield {
        at: source.at,
        message: said(
          source,
          text`Every customer of the cloud can copy this ${noun}, with all that is on it: ${exposure.subject.address} is public.`,
        ),
        about: source.value,
        related: usesOf(source),
      };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_ami_launch_permission" "shop" {
  image_id = "ami-1"
  group    = «"all"»
}`,
        `resource "aws_db_snapshot" "orders" {
  db_instance_identifier = "orders"
  db_snapshot_identifier = "orders"
  shared_accounts        = [«"all"»]
}`,
      ],
      good: [
        `resource "aws_ami_launch_permission" "shop" {
  image_id   = "ami-1"
  account_id = "111122223333"
}`,
      ],
      unknown: [
        `resource "aws_db_snapshot" "orders" {
  db_instance_identifier = "orders"
  db_snapshot_identifier = "orders"
  shared_accounts        = var.accounts
}`,
      ],
    },
  },
});
