import { cloudformation, cloudformationJson } from './cloudformation';
import type { Format } from './format';
import { iamPolicy } from './iam-policy';

/** Every format in order: the first that recognises a file has it, on every surface. A new format is its file and one line here. */
export const formats: readonly Format[] = [cloudformation, cloudformationJson, iamPolicy];
