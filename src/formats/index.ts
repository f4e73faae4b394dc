import { arm } from './arm';
import { azurePipelines } from './azure-pipelines';
import { bicep } from './bicep';
import { cloudformation, cloudformationJson } from './cloudformation';
import { compose } from './compose';
import { devcontainer } from './devcontainer';
import { dockerfile } from './dockerfile';
import type { Format } from './format';
import { githubWorkflow } from './github-workflow';
import { gitlabCi } from './gitlab-ci';
import { helm, helmChart, helmNamed } from './helm';
import { iamPolicy } from './iam-policy';
import { kubernetes, kubernetesJson } from './kubernetes';
import { serverless, serverlessJson } from './serverless';
import { terraform, terraformJson } from './terraform';
import { terraformPlan, terraformState } from './terraform-plan';

/** Every format in order: the first that recognises a file has it, on every surface. A new format is its file and one line here. */
export const formats: readonly Format[] = [
  serverless,
  serverlessJson,
  cloudformation,
  cloudformationJson,
  arm,
  bicep,
  iamPolicy,
  dockerfile,
  compose,
  devcontainer,
  githubWorkflow,
  gitlabCi,
  azurePipelines,
  helm,
  helmNamed,
  kubernetes,
  kubernetesJson,
  helmChart,
  terraform,
  terraformJson,
  terraformPlan,
  terraformState,
];

/** The format of a text at a path; undefined when it is nobody's. */
export const formatOf = (path: string, text: string): Format | undefined =>
  formats.find((format) => format.recognises(path, text));
