import { is, said, set, text, usesOf } from '../../facts';
import { rule } from '../rule';

export const serialConsoleOpen = rule({
  id: 'serial-console-open',
  title: 'Serial console reachable from any address',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'The interactive serial console has no address list: firewall rules do not apply to it, so that whoever holds a key of the project can log in from anywhere.',
  remedy: 'Switch it off, and on again for as long as a broken machine has to be repaired.',
  references: ['CWE-284', 'CIS GCP 4.5', 'NIST SC-7'],
  elsewhere: ['CKV_GCP_35'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'serial-console' || is(setting.value, (on) => on === true) !== 'yes') return;
    const change = set(setting.value, false);
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`The serial console of ${setting.subject.address} takes logins from any address: no firewall rule holds for it.`,
      ),
      about: 'serial console',
      related: usesOf(setting.value),
      fix: change ? [{ title: text`Switch the serial console off`, changes: [change], safe: false }] : [],
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "google_compute_instance" "shop" {
  name = "shop"
  metadata = {
    serial-port-enable = «true»
  }
}`,
      ],
      good: [
        `resource "google_compute_instance" "shop" {
  name = "shop"
  metadata = {
    serial-port-enable = false
  }
}`,
      ],
      unknown: [
        `resource "google_compute_instance" "shop" {
  name = "shop"
  metadata = {
    serial-port-enable = var.serial
  }
}`,
      ],
    },
  },
});
