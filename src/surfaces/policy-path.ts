/** The path of a policy's own page. Rule pages lead there; its last piece is what people read on the tab. */
export function policyPath({ id, title }: { readonly id: string; readonly title: string }): string {
  const name = title.replace(/[^\p{L}\p{N} ,’-]+/gu, ' ').trim();
  return `/policies/${id}/${encodeURIComponent(name || id)}`;
}

/** The policy whose page a path is; undefined for any other path. */
export const policyOfPath = (path: string): string | undefined => /^\/policies\/([a-z0-9-]+)\//.exec(path)?.[1];
