import { knownAt, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import type { Data } from '../../resource';
import { type Call, joined, stringOf } from './arguments';
import { fields } from './values';

const later = (at: Place): Value<Data> => unknownAt(at, 'the place of the deployment is known when it runs');
const id = (prefix: string, name: Value<Data>, at: Place): Value<Data> =>
  fields({ id: joined([knownAt<Data>(prefix, at), name], at), name, subscriptionId: name }, at);

/** `/…/providers/Namespace/type/name/subtype/name` from the type and its names, whatever stands before it. */
function resourceId(args: readonly Value<Data>[], at: Place): Value<Data> | undefined {
  const from = args.findIndex((value) => /\w\.\w.*\//.test(stringOf(value) ?? ''));
  const [namespace, ...types] = (stringOf(args[from]) ?? '').split('/');
  if (from < 0 || !namespace) return undefined;
  const names = args.slice(from + 1);
  const known = (written: string): Value<Data> => knownAt<Data>(written, at);
  const pieces = types.flatMap((type, i) => [known(`/${type}/`), names[i] ?? later(at)]);
  return joined([later(at), known(`/providers/${namespace}`), ...pieces], at);
}

/** Functions that name a place of deployment or a resource in it. */
export const PLACES: Readonly<Record<string, Call>> = {
  subscription: ([name], at) => id('/subscriptions/', name ?? later(at), at),
  managementgroup: ([name], at) => id('/providers/Microsoft.Management/managementGroups/', name ?? later(at), at),
  tenant: (_, at) => fields({ id: knownAt<Data>('/', at) }, at),
  resourcegroup: (args, at) => {
    const name = args.at(-1) ?? later(at);
    const known = (written: string) => knownAt<Data>(written, at);
    const own = joined([known('/subscriptions/'), later(at), known('/resourceGroups/'), name], at);
    return fields({ id: own, name, location: later(at) }, at);
  },
  resourceid: resourceId,
  subscriptionresourceid: resourceId,
  managementgroupresourceid: resourceId,
  tenantresourceid: resourceId,
  extensionresourceid: ([scope, ...args], at) => {
    const own = resourceId(args, at);
    return scope && own;
  },
};
