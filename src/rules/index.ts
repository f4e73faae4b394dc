import { rules as access } from './access/index';
import { rules as exposure } from './exposure/index';
import { rules as pipeline } from './pipeline/index';
import type { AnyRule } from './rule';
import { rules as secrets } from './secrets/index';
import { rules as workload } from './workload/index';

/** Every rule, by topic. A new rule is its file and one line in its topic's index. */
export const rules: readonly AnyRule[] = [...access, ...exposure, ...workload, ...pipeline, ...secrets];
