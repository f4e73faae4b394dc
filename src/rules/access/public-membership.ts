import { type FactLookup, is, known, type Membership, text } from '../../facts';
import { isInvoker } from '../../knowledge/gcp-roles';
import { rule } from '../rule';

/** Whether what the role is on refuses everybody, or may do so. */
function refused({ about, subject }: Membership, facts: FactLookup): boolean {
  const ids = about.flatMap((id) => known(id)?.value ?? []);
  return facts
    .about('setting', ids, subject.scope)
    .sure.some(({ name, value }) => name === 'public-access-prevention' && is(value, (on) => on === true) !== 'no');
}

export const publicMembership = rule({
  id: 'public-membership',
  title: 'Role given to everybody on the internet',
  severity: 'critical',
  confidence: 'high',
  audience: 'everyone',
  why: '`allUsers` is everybody on the internet, and `allAuthenticatedUsers` is everybody with a Google account, not your organisation. Both hold whatever the role allows, with no trace of who they are.',
  remedy:
    'Give the role to the service accounts and groups that need it. For a public web site, put a load balancer in front of a private bucket.',
  references: ['CWE-732', 'CWE-284', 'NIST AC-3', 'CIS GCP 5.1'],
  reads: ['membership', 'setting'],
  elsewhere: ['CKV_GCP_28'],
  *check(membership, facts) {
    const member = known(membership.member);
    const role = known(membership.of);
    if (membership.system !== 'gcp' || !member || !role || membership.conditions.state !== 'absent') return;
    // calling a web service from everywhere is what public services are for
    if (isInvoker(role.value)) return;
    const { address } = membership.subject;
    const { type } = member.value;
    if ((type !== 'anyone' && type !== 'authenticated') || refused(membership, facts)) return;
    if (type === 'anyone') {
      const message = text`Everybody on the internet gets ${role.value} through ${address}, with no account and no trace.`;
      yield { at: member.at, message, about: `allUsers ${role.value}` };
    }
    if (type === 'authenticated') {
      const message = text`Everybody with any Google account, not only yours, gets ${role.value} through ${address}.`;
      yield { at: member.at, message, about: `allAuthenticatedUsers ${role.value}` };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "google_storage_bucket_iam_member" "site" {
  bucket = google_storage_bucket.site.name
  role   = "roles/storage.objectViewer"
  member = «"allUsers"»
}`,
        `resource "google_pubsub_topic_iam_binding" "orders" {
  topic   = "orders"
  role    = "roles/pubsub.publisher"
  members = ["group:shop@example.com", «"allAuthenticatedUsers"»]
}`,
        `resource "google_bigquery_dataset" "visits" {
  dataset_id = "visits"
  access {
    role          = "READER"
    special_group = «"allAuthenticatedUsers"»
  }
}`,
        `resource "google_bigquery_dataset_access" "visits" {
  dataset_id = "visits"
  role       = "roles/bigquery.dataViewer"
  iam_member = «"allUsers"»
}`,
      ],
      good: [
        `resource "google_storage_bucket_iam_member" "site" {
  bucket = google_storage_bucket.site.name
  role   = "roles/storage.objectViewer"
  member = "group:shop@example.com"
}

resource "google_cloud_run_service_iam_member" "site" {
  service = "site"
  role    = "roles/run.invoker"
  member  = "allUsers"
}`,
        `resource "google_storage_bucket" "site" {
  name                     = "site"
  location                 = "EU"
  public_access_prevention = "enforced"
}

resource "google_storage_bucket_iam_member" "site" {
  bucket = google_storage_bucket.site.name
  role   = "roles/storage.objectViewer"
  member = "allUsers"
}

resource "google_storage_bucket_iam_binding" "site" {
  bucket  = "site"
  role    = "roles/storage.objectViewer"
  members = ["allUsers"]
}`,
        `resource "google_bigquery_dataset" "visits" {
  dataset_id = "visits"
  access {
    role          = "OWNER"
    special_group = "projectOwners"
  }
}`,
      ],
      unknown: [
        `variable "member" {
  type = string
}

resource "google_storage_bucket_iam_member" "site" {
  bucket = google_storage_bucket.site.name
  role   = "roles/storage.objectViewer"
  member = var.member
}`,
      ],
    },
  },
});
