/** Characters that stand in for a credential; how many there were is nobody's business. */
const MASKED = /\ue000+/g;

/** Text for people: three dots for each credential that was taken out. */
export const unmasked = (text: string): string => text.replace(MASKED, '•••');
