export function withKeys(manifest: string, strings: string): { readonly manifest: string; readonly strings: string };
export function manifestInEnglish(): {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
  };
};
