import type { Provider } from '../provider';
import { iam } from './iam';

export const providers: readonly Provider[] = [iam];
