import type { Value } from '../../facts';
import { each, knownAt } from '../../facts';
import { asString, asStrings, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { exposure } from '../ways-in';

/** Entries of a sharing list that mean every account. */
const everyone = (entries: readonly Value<string>[]): readonly Value<string>[] =>
  entries.flatMap((entry) => (entry.state === 'known' && entry.value === 'all' ? [{ ...entry, value: '*' }] : []));

const shared = (resource: Resource): readonly Value<string>[] => {
  if (resource.type === 'aws_ami_launch_permission') return [asString(resource.get('group'))];
  const accounts = asStrings(resource.get('shared_accounts'));
  return each(accounts).map((account) => knownAt(account.value, account.at));
};

/** Machine images and database snapshots that are handed to every account of the cloud. */
export const sharedImages: Provider = {
  id: 'shared-images',
  types: ['aws_ami_launch_permission', 'aws_db_snapshot', 'aws_db_cluster_snapshot'],
  *facts(resource) {
    const sources = everyone(shared(resource));
    if (sources.length === 0) return;
    const target = resource.type === 'aws_ami_launch_permission' ? 'machine-image' : 'snapshot';
    yield exposure(resource, { channel: 'access', target, sources: knownAt(sources, resource.subject.head) });
  },
};
