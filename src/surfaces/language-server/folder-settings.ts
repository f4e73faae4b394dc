import type { Severity } from '../../facts';
import { WARN_DAYS } from '../../findings/waiver';

/** What the editor's settings say about a folder. */
export interface FolderSettings {
  /** The least severity that is shown. */
  readonly minimum: Severity;
  readonly hardening: boolean;
  /** Globs of paths that are not read. */
  readonly exclude: readonly string[];
  /** In characters. */
  readonly maxFileSize: number;
  /** From how many days before its end on a waiver warns. */
  readonly warnDays: number;
}

export const FOLDER_DEFAULTS: FolderSettings = {
  minimum: 'low',
  hardening: false,
  exclude: [],
  maxFileSize: 1_000_000,
  warnDays: WARN_DAYS,
};
