import type { Provider } from '../provider';
import { dockerfile } from './dockerfile';
import { ecs } from './ecs';

export const providers: readonly Provider[] = [dockerfile, ecs];
