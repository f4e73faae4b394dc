/** The README with the table of secure templates between its markers. */
export function withTemplates(readme: string): string;
