import type { Provider } from '../provider';
import { githubActions } from './github-actions';

export const providers: readonly Provider[] = [githubActions];
