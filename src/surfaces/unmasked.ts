/** Characters that stand in for a credential; how many there were is nobody's business. */
const MASKED = /\ue000+/g;

/** Whether a credential was taken out of a text: what is written back from it would lose that credential. */
export const isMasked = (text: string): boolean => unmasked(text) !== text;

/** Text for people: three dots for each credential that was taken out. */
export const unmasked = (text: string): string => text.replace(MASKED, '•••');
