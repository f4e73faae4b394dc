import type { Provider } from '../provider';
import { azurePipelines } from './azure-pipelines';
import { githubActions } from './github-actions';
import { gitlabCi } from './gitlab-ci';

export const providers: readonly Provider[] = [githubActions, gitlabCi, azurePipelines];
