/** A sentence with named parts, so that surfaces can translate the sentence and show names as code. */
export interface Message {
  /** The sentence with `{0}`, `{1}`, ... for the arguments. */
  readonly template: string;
  readonly args: readonly string[];
}

/** Tagged template for messages: text`Port ${port} of ${group} accepts the whole internet.` */
export function text(strings: TemplateStringsArray, ...args: readonly (string | number)[]): Message {
  const template = strings.reduce((sentence, piece, i) => sentence + (i === 0 ? '' : `{${i - 1}}`) + piece, '');
  return { template, args: args.map(String) };
}

/** The sentence in English, arguments in place. */
export const plain = (message: Message): string =>
  message.template.replace(/\{(\d+)\}/g, (_, i) => message.args[Number(i)] ?? '');
