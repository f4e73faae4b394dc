import type { Value } from '../../../facts';
import type { Data, Resource } from '../../../resource';
import { keyed, over, viewOf } from '../../views';
import type { Reach } from '../reach';
import { methodsOf } from './events';
import { type RolePolicies, rolePolicies } from './policies';

const PREFIX = 'AWS::Serverless::';

/** What a resource of the serverless transform becomes; each is as narrow a kin of it as there is. */
const BECOMES: Readonly<Record<string, string>> = {
  Function: 'AWS::Lambda::Function',
  Api: 'AWS::ApiGateway::RestApi',
  HttpApi: 'AWS::ApiGatewayV2::Api',
  SimpleTable: 'AWS::DynamoDB::Table',
  StateMachine: 'AWS::StepFunctions::StateMachine',
  LayerVersion: 'AWS::Lambda::LayerVersion',
  Application: 'AWS::CloudFormation::Stack',
};

export const isServerless = (type: string): boolean => type.startsWith(PREFIX);

/** The type that others know a resource by: what the serverless transform makes of it, or its own. */
export function typeMade(type: string): string {
  const kind = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : '';
  return Object.hasOwn(BECOMES, kind) ? BECOMES[kind]! : type;
}

/** What the template says once for all of a kind, by section of `Globals`. */
export type Globals = (section: string) => Resource | undefined;

/** A resource of the serverless transform as what it becomes, `Globals` merged in. */
export function becomes(resource: Resource, globals: Globals): Resource {
  const kind = resource.type.slice(PREFIX.length);
  const common = globals(kind);
  const whole = common ? over(resource, common) : resource;
  return viewOf(whole, {
    type: typeMade(resource.type),
    ...(kind === 'Api' ? { given: { Policy: () => policyOf(whole) } } : {}),
  });
}

/** Who may call an API, as the policy that its statements make. */
function policyOf(api: Resource): Value<Data> {
  const statements = api.get('Auth', 'ResourcePolicy', 'CustomStatements');
  return statements.state === 'known' ? keyed(statements.at, { Statement: statements }) : statements;
}

/** What else a resource of the serverless transform implies: its role, its address, the methods that call it. */
export function implied(made: Resource, type: string, reach: Reach, globals: Globals): readonly Resource[] {
  const kind = type.slice(PREFIX.length);
  if (kind !== 'Function' && kind !== 'StateMachine') return [];
  const url = made.get('FunctionUrlConfig').state === 'absent' ? [] : [urlOf(made)];
  return [...roleOf(made, reach), ...url, ...methodsOf(made, globals)];
}

/** The role that SAM makes for whoever names none. */
function roleOf(made: Resource, reach: Reach): readonly Resource[] {
  if (made.get('Role').state !== 'absent') return [];
  let policies: RolePolicies | undefined;
  const given = (name: keyof RolePolicies) => () => {
    policies ??= rolePolicies(made.get('Policies'), reach);
    return policies[name];
  };
  const parts = { Policies: given('Policies'), ManagedPolicyArns: given('ManagedPolicyArns') };
  return [
    viewOf(made, { type: 'AWS::IAM::Role', id: `${made.subject.id}Role`, address: made.subject.address, given: parts }),
  ];
}

const urlOf = (made: Resource): Resource =>
  viewOf(made, {
    type: 'AWS::Lambda::Url',
    id: `${made.subject.id}Url`,
    address: made.subject.address,
    under: ['FunctionUrlConfig'],
  });
