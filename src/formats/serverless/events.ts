import { type Slot, unknownAt, type Value } from '../../facts';
import type { Place } from '../../place';
import { asFields, asList, asString, type Data, field, keyPlace, type Resource } from '../../resource';
import { viewOf } from '../views';

/** What the service says of its APIs as a whole. */
export type Provider = (...path: string[]) => Value<Data>;

/** How the framework spells what a call is asked for. */
const SPELLED = { iam: 'aws_iam' };

/** The address of a function, if it has one. */
export function urlOf(resource: Resource): readonly Resource[] {
  const url = resource.get('url');
  if (url.state === 'absent' || (url.state === 'known' && url.value === false)) return [];
  const slot: Slot = { ...resource.slot('url', 'authorizer'), spelled: SPELLED };
  const asked = (): Value<Data> => {
    if (url.state !== 'known') return url;
    if (url.value === true) return { ...url, value: 'NONE', slot };
    return authorizerOf(field(url, 'authorizer'), resource.get('url', 'authorizer').at, slot);
  };
  const { id, address } = resource.subject;
  return [viewOf(resource, { type: 'AWS::Lambda::Url', id: `${id}.url`, address, given: { AuthType: asked } })];
}

/** The methods and routes that the events of a function imply. */
export function methodsOf(resource: Resource, provider: Provider): readonly Resource[] {
  const events = asList(resource.get('events'));
  if (events.state !== 'known') return [];
  return events.value.flatMap((event, i): readonly Resource[] =>
    ['http', 'httpApi'].flatMap((kind) => {
      const call = field(event, kind);
      if (!asFields(event)?.has(kind) || (kind === 'http' && isPrivate(provider))) return [];
      return [
        methodOf(resource, { kind, call, at: keyPlace(event, kind), path: ['events', String(i), kind] }, provider),
      ];
    }),
  );
}

interface Event {
  readonly kind: string;
  readonly call: Value<Data>;
  readonly at: Place;
  readonly path: readonly string[];
}

function methodOf(resource: Resource, { kind, call, at, path }: Event, provider: Provider): Resource {
  const rest = kind === 'http';
  const [verb, route] = called(call);
  const slot: Slot | undefined =
    rest && asFields(call) ? { block: call.at, path: ['authorizer'], spelled: SPELLED } : undefined;
  const { id, address } = resource.subject;
  return viewOf(resource, {
    type: rest ? 'AWS::ApiGateway::Method' : 'AWS::ApiGatewayV2::Route',
    id: `${id}.${path.join('.')}`,
    address,
    given: {
      HttpMethod: () => verb,
      RouteKey: () => {
        const [method, where] = [asString(verb), asString(route)];
        if (method.state !== 'known' || where.state !== 'known') return verb;
        // a star stands for every method, and one without a path for every call that no other route takes
        const name = method.value === '*' ? 'ANY' : method.value.toUpperCase();
        return { ...method, value: `${name} ${where.value.startsWith('/') ? where.value : '/'}` };
      },
      AuthorizationType: () => {
        const asked = authorizerOf(asFields(call) ? field(call, 'authorizer') : { state: 'absent', at }, at, slot);
        const limited = rest && asked.state === 'absent' && provider('apiGateway', 'resourcePolicy').state !== 'absent';
        return limited ? unknownAt(at, 'a resource policy decides who may call') : asked;
      },
      ApiKeyRequired: () => (asFields(call) ? field(call, 'private') : { state: 'absent', at }),
    },
  });
}

/** Verb and path of a call, written as one text or apart. */
function called(call: Value<Data>): readonly [verb: Value<Data>, path: Value<Data>] {
  if (asFields(call)) return [field(call, 'method'), field(call, 'path')];
  const text = asString(call);
  if (text.state !== 'known') return [text as Value<Data>, text as Value<Data>];
  const [verb = '', path = ''] = text.value.trim().split(/\s+/);
  return [
    { ...text, value: verb },
    { ...text, value: path },
  ];
}

function isPrivate(provider: Provider): boolean {
  const type = asString(provider('endpointType'));
  return type.state === 'known' && type.value.toUpperCase() === 'PRIVATE';
}

/** What a call is asked for, in CloudFormation's words; nothing at all unless something is written. */
function authorizerOf(written: Value<Data>, head: Place, slot: Slot | undefined): Value<Data> {
  const type = asString(asFields(written) ? field(written, 'type') : written);
  const more = slot ? { slot } : {};
  if (written.state === 'absent') return { state: 'absent', at: head, value: 'NONE', ...more };
  if (type.state === 'unknown') return type;
  const word = type.state === 'known' ? type.value.toLowerCase() : '';
  const asks = word === 'aws_iam' ? 'AWS_IAM' : word === 'none' ? 'NONE' : 'CUSTOM';
  return { state: 'known', at: type.at, value: asks, ...more };
}
