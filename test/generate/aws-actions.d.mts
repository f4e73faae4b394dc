/** The text of src/knowledge/generated/aws-actions.ts as its source says it today. */
export function render(): string;
