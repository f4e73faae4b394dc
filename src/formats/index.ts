import { arm } from './arm';
import { bicep } from './bicep';
import { cloudformation, cloudformationJson } from './cloudformation';
import { dockerfile } from './dockerfile';
import type { Format } from './format';
import { githubWorkflow } from './github-workflow';
import { iamPolicy } from './iam-policy';
import { kubernetes } from './kubernetes';
import { terraform, terraformJson } from './terraform';

/** Every format in order: the first that recognises a file has it, on every surface. A new format is its file and one line here. */
export const formats: readonly Format[] = [
  cloudformation,
  cloudformationJson,
  arm,
  bicep,
  iamPolicy,
  dockerfile,
  githubWorkflow,
  kubernetes,
  terraform,
  terraformJson,
];

/** The format of a text at a path; undefined when it is nobody's. */
export const formatOf = (path: string, text: string): Format | undefined =>
  formats.find((format) => format.recognises(path, text));
