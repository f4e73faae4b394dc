/** Schemes of addresses that a repository may have opened, each after the person has seen the whole target. The policy schema lists the same. */
export const LINK_SCHEMES: readonly string[] = ['https', 'mailto', 'tel', 'slack', 'msteams'];

/** Whether a link names a file of the workspace and not an address. */
export const isLocal = (link: string): boolean => !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(link);
