import { type Fact, knownAt, type Value } from '../../facts';
import { asString, identity, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { conditionsOf, memberOf } from './iam';

const DATASET = 'google_bigquery_dataset';

/** Who has a role on a dataset, as one entry of its access list says it; views and routines hold none. */
function* membership(dataset: Resource, entry: Resource, about: Value<string>): Iterable<Fact> {
  const { subject } = dataset;
  const written = ['special_group', 'iam_member']
    .map((name) => entry.get(name))
    .find(({ state }) => state !== 'absent');
  if (!written || entry.exists.state !== 'known') return;
  yield {
    kind: 'membership',
    subject,
    about: [about],
    system: 'gcp',
    member: memberOf(written),
    of: asString(entry.get('role')),
    reach: asString(dataset.get('dataset_id')),
    conditions: conditionsOf(entry),
  };
}

/** Access lists of datasets, which name people and groups beside the roles of the project. */
export const bigquery: Provider = {
  id: 'bigquery',
  types: [DATASET, `${DATASET}_access`],
  *facts(resource) {
    if (resource.type === DATASET) {
      const own = knownAt(resource.subject.id, resource.subject.head);
      for (const entry of resource.all('access')) yield* membership(resource, entry, own);
      return;
    }
    yield* membership(resource, resource, identity(resource.get('dataset_id'), DATASET));
  },
};
