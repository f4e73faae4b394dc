import type { Provider } from '../provider';
import { rbac } from './rbac';
import { workload } from './workload';

export const providers: readonly Provider[] = [workload, rbac];
