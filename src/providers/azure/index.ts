import type { Provider } from '../provider';
import { roles } from './roles';

export const providers: readonly Provider[] = [roles];
