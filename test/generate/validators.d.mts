export function validators(): Readonly<Record<string, string>>;
