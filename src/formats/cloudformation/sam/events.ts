import { knownAt, type Slot, unknownAt, type Value } from '../../../facts';
import type { Place } from '../../../place';
import { asFields, asReference, asString, type Data, keyPlace, type Resource } from '../../../resource';
import { viewOf } from '../../views';

/** APIs of a kind: which events they have, what one call of theirs is, and where all of them are described. */
interface Kind {
  /** The type of the implied method or route. */
  readonly type: string;
  /** The event's property that names its API. */
  readonly api: string;
  /** The section of `Globals` that holds for the API that SAM makes when none is named. */
  readonly globals: string;
  /** Whether a call may ask for signed requests without more ado. */
  readonly signs: boolean;
}

const KINDS: Readonly<Record<string, Kind>> = {
  Api: { type: 'AWS::ApiGateway::Method', api: 'RestApiId', globals: 'Api', signs: true },
  // `AWS_IAM` has to be switched on for the whole API first (`EnableIamAuthorizer`)
  HttpApi: { type: 'AWS::ApiGatewayV2::Route', api: 'ApiId', globals: 'HttpApi', signs: false },
};

/** The methods and routes that the events of a function or a state machine imply. */
export function methodsOf(resource: Resource, globals: (section: string) => Resource | undefined): readonly Resource[] {
  const events = resource.get('Events');
  return [...(asFields(events)?.keys() ?? [])].flatMap((name): readonly Resource[] => {
    const type = asString(resource.get('Events', name, 'Type'));
    const kind = type.state === 'known' && Object.hasOwn(KINDS, type.value) ? KINDS[type.value] : undefined;
    return kind ? methodOf(resource, { name, head: keyPlace(events, name) }, kind, globals) : [];
  });
}

function methodOf(
  resource: Resource,
  { name, head }: { readonly name: string; readonly head: Place },
  kind: Kind,
  globals: (section: string) => Resource | undefined,
): readonly Resource[] {
  const base = ['Events', name, 'Properties'];
  const get = (...path: string[]): Value<Data> => resource.get(...base, ...path);
  const api = apiOf(get(kind.api), () => globals(kind.globals));
  if (isPrivate(api)) return [];
  const slot = kind.signs ? resource.slot(...base, 'Auth', 'Authorizer') : undefined;
  return [
    viewOf(resource, {
      type: kind.type,
      id: `${resource.subject.id}.${name}`,
      address: `${resource.subject.address}.${name}`,
      given: {
        HttpMethod: () => get('Method'),
        RouteKey: () => routeKey(get('Method'), get('Path')),
        AuthorizationType: () => {
          const asked = authorization(get('Auth', 'Authorizer'), get('Auth', 'ResourcePolicy'), api, head);
          return written(asked, slot);
        },
        ApiKeyRequired: () => {
          const own = get('Auth', 'ApiKeyRequired');
          return own.state === 'absent' && typeof api === 'object' ? api.get('Auth', 'ApiKeyRequired') : own;
        },
      },
    }),
  ];
}

/** A value that a fix may write at a slot, or nowhere. */
function written(value: Value<Data>, slot: Slot | undefined): Value<Data> {
  if (value.state === 'unknown') return value;
  const { slot: _, ...rest } = value;
  return slot ? { ...rest, slot } : rest;
}

function routeKey(method: Value<Data>, path: Value<Data>): Value<Data> {
  const [verb, route] = [asString(method), asString(path)];
  if (verb.state !== 'known' || route.state !== 'known')
    return verb.state === 'unknown' ? verb : (route as Value<Data>);
  return { ...verb, value: `${verb.value.toUpperCase()} ${route.value}` };
}

/** The API of an event: declared, or the one that SAM makes, as `Globals` has it; `unknown` where it is out of reach. */
type Api = Resource | 'plain' | 'unknown';

function apiOf(named: Value<Data>, implicit: () => Resource | undefined): Api {
  if (named.state === 'absent') return implicit() ?? 'plain';
  return asReference(named)?.target() ?? 'unknown';
}

function isPrivate(api: Api): boolean {
  if (typeof api !== 'object') return false;
  return [api.get('EndpointConfiguration'), api.get('EndpointConfiguration', 'Type')].some((written) => {
    const type = asString(written);
    return type.state === 'known' && type.value === 'PRIVATE';
  });
}

/** What a call is asked for, in the words of `AuthorizationType`; nothing at all unless the event or its API says so. */
function authorization(own: Value<Data>, limits: Value<Data>, api: Api, head: Place): Value<Data> {
  const written = asString(own);
  if (written.state === 'unknown') return written;
  if (written.state === 'known') return { ...written, value: wordOf(written.value) };
  if (limits.state !== 'absent') return unknownAt(head, 'a resource policy decides who may call');
  if (api === 'unknown') return unknownAt(head, 'the API is declared elsewhere');
  if (api !== 'plain') {
    const common = asString(api.get('Auth', 'DefaultAuthorizer'));
    if (common.state === 'unknown') return common;
    if (common.state === 'known') return knownAt<Data>(wordOf(common.value), head);
    if (api.get('Auth', 'ResourcePolicy').state !== 'absent')
      return unknownAt(head, 'a resource policy decides who may call');
    if (['DefinitionBody', 'DefinitionUri'].some((name) => api.get(name).state !== 'absent'))
      return unknownAt(head, 'the description of the API decides who may call');
  }
  return { state: 'absent', at: head, value: 'NONE' };
}

/** An authoriser by name may be anything that asks who is there. */
const wordOf = (authorizer: string): string =>
  authorizer === 'NONE' || authorizer === 'AWS_IAM' ? authorizer : 'CUSTOM';
