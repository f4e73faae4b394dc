import { type Message, text } from '../facts';

/**
 * What a caller may do with a role that it can pass, by the action that takes the role: the code it then runs, or the
 * service that then acts, has the role's permissions. Source: the services' own pages on the roles they assume.
 */
const TAKES_ROLE: Readonly<Record<string, Message>> = {
  'cloudformation:CreateStack': text`deploy anything`,
  'cloudformation:UpdateStack': text`deploy anything`,
  'codebuild:CreateProject': text`run any build`,
  'codepipeline:CreatePipeline': text`run any pipeline`,
  'datapipeline:CreatePipeline': text`run any pipeline`,
  'ec2:RunInstances': text`start a server`,
  'ec2:AssociateIamInstanceProfile': text`hand it to a server`,
  'ecs:RunTask': text`start a container`,
  'ecs:RegisterTaskDefinition': text`start a container`,
  'ecs:StartTask': text`start a container`,
  'glue:CreateDevEndpoint': text`open a shell`,
  'glue:CreateJob': text`run a job`,
  'lambda:CreateFunction': text`run a function`,
  'sagemaker:CreateNotebookInstance': text`open a notebook`,
  'sagemaker:CreateProcessingJob': text`run a job`,
  'sagemaker:CreateTrainingJob': text`run a job`,
  'ssm:StartAutomationExecution': text`run any automation`,
  'states:CreateStateMachine': text`run a workflow`,
};

/** Actions that put a passed role to use. */
export const ROLE_TAKERS: readonly string[] = Object.keys(TAKES_ROLE);

/** What the action does with the role, as the end of "may … with it". */
export const roleUse = (action: string): Message | undefined =>
  Object.hasOwn(TAKES_ROLE, action) ? TAKES_ROLE[action] : undefined;

/** IAM actions by which a caller may widen its own permissions, when their resource is not limited. */
export const WIDENS_OWN: readonly string[] = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreatePolicyVersion',
  'iam:PutGroupPolicy',
  'iam:PutRolePolicy',
  'iam:PutUserPolicy',
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateLoginProfile',
];
