import type { Value } from '../../facts';
import { each, knownAt } from '../../facts';
import { asString, asStrings, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { switched } from '../switches';
import { exposure, setting } from '../ways-in';

/** Everybody, and everybody with any account (https://cloud.google.com/storage/docs/access-control/lists#scopes). */
const AUDIENCES: Readonly<Record<string, string>> = {
  allUsers: '*',
  allAuthenticatedUsers: 'authenticated',
  publicRead: '*',
  publicReadWrite: '*',
  authenticatedRead: 'authenticated',
};

/** `READER:allUsers`, `allUsers` or a predefined list's name, as the audience it stands for. */
function audience(value: Value<string>): readonly Value<string>[] {
  if (value.state !== 'known') return [];
  const who = AUDIENCES[value.value.slice(value.value.indexOf(':') + 1)];
  return who === undefined ? [] : [{ ...value, value: who }];
}

const entries = (resource: Resource): readonly Value<string>[] => [
  ...audience(asString(resource.get('predefined_acl'))),
  ...audience(asString(resource.get('entity'))),
  ...each(asStrings(resource.get('role_entity'))).flatMap((entry) => audience(knownAt(entry.value, entry.at))),
];

/** Access lists of buckets, and the bucket's switches that make them ineffective. */
export const storageAcl: Provider = {
  id: 'storage-acl',
  types: [
    'google_storage_bucket',
    'google_storage_bucket_acl',
    'google_storage_bucket_access_control',
    'google_storage_default_object_acl',
    'google_storage_default_object_access_control',
  ],
  *facts(resource) {
    const { subject } = resource;
    if (resource.type !== 'google_storage_bucket') {
      const sources = entries(resource);
      const about = [identity(resource.get('bucket'), 'google_storage_bucket')];
      if (sources.length > 0) {
        yield exposure(resource, {
          channel: 'access',
          target: 'bucket',
          sources: knownAt(sources, subject.head),
          about,
        });
      }
      return;
    }
    const name = asString(resource.get('name'));
    const own = knownAt(subject.id, subject.head);
    const about = name.state === 'known' ? [own, { ...name, value: `google_storage_bucket:${name.value}` }] : [own];
    const uniform = switched(resource, ['uniform_bucket_level_access'], undefined, false);
    yield setting(resource, 'uniform-access', uniform, about);
    const prevention = switched(resource, ['public_access_prevention'], { true: 'enforced', false: 'inherited' });
    // "inherited", written or not, leaves the answer to the organisation and so says nothing.
    if (prevention.state === 'unknown' || (prevention.state === 'known' && prevention.value)) {
      yield setting(resource, 'public-access-prevention', prevention, about);
    }
  },
};
