/** The typed contract of setting a workspace up and of new policies, beyond `protocol.ts`: plain data. */
import type { SetUp } from '../config/set-up';

export type { SetUp };

/** A workspace folder by its uri; the first one when left out. */
export interface SetUpParams {
  readonly folder?: string;
}

/** What the folder shows by itself, so that little has to be asked. */
export interface SetUpOffer {
  readonly folder: string;
  /** Every built-in policy, those with findings first. */
  readonly policies: readonly {
    readonly id: string;
    readonly title: string;
    readonly statement: string;
    readonly count: number;
    /** Whether a file of the workspace speaks about it already. */
    readonly own: boolean;
  }[];
  /** People and teams that CODEOWNERS names. */
  readonly handles: readonly string[];
  readonly environments: SetUp['environments'];
}

export interface SetUpFilesParams {
  readonly folder: string;
  readonly decided: SetUp;
}
export interface SetUpFiles {
  readonly files: readonly {
    readonly uri: string;
    readonly path: string;
    /** Undefined when there is none yet. */
    readonly before: string | undefined;
    readonly after: string;
  }[];
}

export interface DraftPolicyParams {
  readonly folder: string;
  readonly title: string;
  readonly decided: Pick<SetUp, 'owner' | 'contact'>;
}
export interface DraftPolicyResult {
  readonly uri: string;
  /** In the editor's snippet syntax. */
  readonly snippet: string;
}
