/** What happens to the texts that are read. */
export interface Reader {
  /** Takes a text, or that there is none any more; whether the file says something to Handrail. */
  take(path: string, text: string | undefined): boolean;
  excludes(path: string): boolean;
  /** Whether something that was read names the file. */
  names(path: string): boolean;
  /** Does some of the work that taking texts has left; true when none is left. */
  settle(): boolean;
  /** Ends when what the texts so far name besides, such as packs of policies, was read too. */
  ready(): Promise<void>;
  /** Whether what lies in other folders may be looked through for an open file. */
  reaches(): boolean;
  /** Files were read that an open one leads to or that lead to it, after it was shown. */
  late(): void;
}
