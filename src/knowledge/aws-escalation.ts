/**
 * What a caller may do with a role that it can pass, by the action that takes the role: the code it then runs, or the
 * service that then acts, has the role's permissions. Source: the services' own pages on the roles they assume.
 */
const TAKES_ROLE: Readonly<Record<string, string>> = {
  'cloudformation:CreateStack': 'deploy anything',
  'cloudformation:UpdateStack': 'deploy anything',
  'codebuild:CreateProject': 'run any build',
  'codepipeline:CreatePipeline': 'run any pipeline',
  'datapipeline:CreatePipeline': 'run any pipeline',
  'ec2:RunInstances': 'start a server',
  'ec2:AssociateIamInstanceProfile': 'hand it to a server',
  'ecs:RunTask': 'start a container',
  'ecs:RegisterTaskDefinition': 'start a container',
  'ecs:StartTask': 'start a container',
  'glue:CreateDevEndpoint': 'open a shell',
  'glue:CreateJob': 'run a job',
  'lambda:CreateFunction': 'run a function',
  'sagemaker:CreateNotebookInstance': 'open a notebook',
  'sagemaker:CreateProcessingJob': 'run a job',
  'sagemaker:CreateTrainingJob': 'run a job',
  'ssm:StartAutomationExecution': 'run any automation',
  'states:CreateStateMachine': 'run a workflow',
};

/** Actions that put a passed role to use. */
export const ROLE_TAKERS: readonly string[] = Object.keys(TAKES_ROLE);

/** What the action does with the role, as the end of "may … with it". */
export const roleUse = (action: string): string | undefined =>
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
