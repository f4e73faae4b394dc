import { is, said, text, usesOf } from '../../facts';
import { rule } from '../rule';

export const defaultAccountFullAccess = rule({
  id: 'default-account-full-access',
  title: 'Machine runs as the default account with every scope',
  severity: 'medium',
  confidence: 'medium',
  audience: 'everyone',
  why: 'The default account of a project often may edit everything in it. With every scope, whoever breaks into the machine asks the metadata server for that account’s token and uses the whole project.',
  remedy: 'Create a service account for this machine with the roles it needs, and name it here.',
  references: ['CWE-250', 'CIS GCP 4.2', 'NIST AC-6'],
  elsewhere: ['CKV_GCP_31'],
  reads: ['setting'],
  *check(setting) {
    if (setting.name !== 'default-account-full-access' || is(setting.value, (on) => on === true) !== 'yes') return;
    yield {
      at: setting.value.at,
      message: said(
        setting.value,
        text`${setting.subject.address} runs as the project’s default account with every scope: whoever gets in can use all of it.`,
      ),
      about: 'default account',
      related: usesOf(setting.value),
    };
  },
  examples: {
    terraform: {
      bad: [
        `resource "google_compute_instance" "shop" {
  name = "shop"
  service_account {
    scopes = [«"cloud-platform"»]
  }
}`,
      ],
      good: [
        `resource "google_compute_instance" "shop" {
  name = "shop"
  service_account {
    email  = "shop@shop.iam.gserviceaccount.com"
    scopes = ["cloud-platform"]
  }
}`,
      ],
      unknown: [
        `resource "google_compute_instance" "shop" {
  name = "shop"
  service_account {
    email  = var.account
    scopes = ["cloud-platform"]
  }
}`,
      ],
    },
  },
});
