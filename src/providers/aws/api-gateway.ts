import type { Value } from '../../facts';
import { absentAt, is, knownAt, some, unknownAt } from '../../facts';
import { asBoolean, asReference, asString, asStrings, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { exposure } from '../ways-in';

/** What a method asks for, as the fact words it. */
const WORDS: Readonly<Record<string, string>> = {
  NONE: 'none',
  AWS_IAM: 'iam',
  JWT: 'jwt',
  COGNITO_USER_POOLS: 'jwt',
  CUSTOM: 'function',
};

/** Where a format keeps what a method asks for. */
interface Spelling {
  readonly authorization: string;
  readonly key: string;
  readonly method: string;
  /** The attribute that names the API, and where an API of that kind keeps what tells who may come. */
  readonly api: string;
  readonly limits?: Limits;
  readonly protocol?: string;
  /** Methods that the internet calls: not the browser's own question before a call, not a socket's routes. */
  readonly called: RegExp;
  readonly otherwise?: string;
}

/** Where a REST API says that it answers inside a network only, and where it keeps its policy. */
interface Limits {
  readonly types: readonly string[];
  readonly policy: string;
}

const METHOD = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD)$/i;
const ROUTE = /^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD) \//i;

const SPELLINGS: Readonly<Record<string, Spelling>> = {
  aws_api_gateway_method: {
    authorization: 'authorization',
    key: 'api_key_required',
    method: 'http_method',
    api: 'rest_api_id',
    limits: { types: ['endpoint_configuration', 'types'], policy: 'policy' },
    called: METHOD,
  },
  'AWS::ApiGateway::Method': {
    authorization: 'AuthorizationType',
    key: 'ApiKeyRequired',
    method: 'HttpMethod',
    api: 'RestApiId',
    limits: { types: ['EndpointConfiguration', 'Types'], policy: 'Policy' },
    called: METHOD,
  },
  aws_apigatewayv2_route: {
    authorization: 'authorization_type',
    key: 'api_key_required',
    method: 'route_key',
    api: 'api_id',
    protocol: 'protocol_type',
    called: ROUTE,
    otherwise: 'none',
  },
  'AWS::ApiGatewayV2::Route': {
    authorization: 'AuthorizationType',
    key: 'ApiKeyRequired',
    method: 'RouteKey',
    api: 'ApiId',
    protocol: 'ProtocolType',
    called: ROUTE,
    otherwise: 'none',
  },
};

/** Routes ask for nothing unless told so (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html). */
function authenticator(resource: Resource, spelling: Spelling): Value<string> {
  const key = asBoolean(resource.get(spelling.key));
  if (key.state === 'unknown') return key;
  if (key.value === true) return knownAt('key', key.at);
  const written = asString(resource.get(spelling.authorization));
  if (written.state === 'unknown') return written;
  const slot = written.slot && { ...written.slot, spelled: { none: 'NONE', iam: 'AWS_IAM', ...written.slot.spelled } };
  // what a format knows to hold where nothing is written comes before what the service does
  const word = written.value === undefined ? spelling.otherwise : WORDS[written.value.toUpperCase()];
  if (written.state === 'absent') return absentAt(written.at, word, slot);
  if (word === undefined) return unknownAt(written.at, 'an authoriser that is not known here');
  return { ...written, value: word, ...(slot ? { slot } : {}) };
}

/**
 * Whether strangers may not, or perhaps not, reach the API at all: it answers inside a network only, or its policy says
 * who comes (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html).
 */
function isLimited(api: Resource | undefined, limits: Limits | undefined): boolean {
  if (!api || !limits) return false;
  const types = asStrings(api.get(...limits.types));
  return some(types, (type) => type === 'PRIVATE') !== 'no' || api.get(limits.policy).state !== 'absent';
}

/** The route that takes what no other does: of an HTTP API a call, of a socket a message of somebody who is in. */
function takesTheRest(key: string, api: Resource | undefined, protocol: string | undefined): boolean {
  if (key !== '$default' || !api || protocol === undefined) return false;
  return is(asString(api.get(protocol)), (type) => type === 'HTTP') === 'yes';
}

/** Methods and routes of an API. Browsers ask with OPTIONS before they sign in, so that method has to stay open. */
export const apiGateway: Provider = {
  id: 'api-gateway',
  types: Object.keys(SPELLINGS),
  *facts(resource) {
    const spelling = SPELLINGS[resource.type];
    if (!spelling) return;
    const method = asString(resource.get(spelling.method));
    const api = asReference(resource.get(spelling.api))?.target();
    const isCalled = (name: string) => spelling.called.test(name) || takesTheRest(name, api, spelling.protocol);
    if (is(method, isCalled) !== 'yes' || isLimited(api, spelling.limits)) return;
    yield exposure(resource, {
      channel: 'access',
      target: 'api',
      about: [resource, ...(api ? [api] : [])].map(({ subject }) => knownAt(subject.id, subject.head)),
      sources: knownAt([knownAt('*', method.at)], method.at),
      authenticator: authenticator(resource, spelling),
    });
  },
};
