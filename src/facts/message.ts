import type { Value } from './value';

/** A sentence with named parts, so that surfaces can translate the sentence and show names as code. */
export interface Message {
  /** The sentence with `{0}`, `{1}`, ... for the arguments. */
  readonly template: string;
  readonly args: readonly string[];
}

/** One for each place in the code that writes a message, shared by all messages from there. */
const templates = new WeakMap<TemplateStringsArray, string>();

/** Tagged template for messages: text`Port ${port} of ${group} accepts the whole internet.` */
export function text(strings: TemplateStringsArray, ...args: readonly (string | number)[]): Message {
  let template = templates.get(strings);
  if (template === undefined) {
    template = strings.reduce((sentence, piece, i) => sentence + (i === 0 ? '' : `{${i - 1}}`) + piece, '');
    templates.set(strings, template);
  }
  return { template, args: args.map(String) };
}

/** The sentence in English, arguments in place. */
export const plain = (message: Message): string =>
  message.template.replace(/\{(\d+)\}/g, (_, i) => message.args[Number(i)] ?? '');

/** A sentence about a value; one that rests on a default (written as such, or the provider's own) says so. */
export function said(value: Value<unknown> | { readonly byDefault?: true }, message: Message): Message {
  const rests = ('byDefault' in value && value.byDefault) || ('state' in value && value.state === 'absent');
  if (!rests) return message;
  return {
    ...message,
    template: `By default, ${message.template.charAt(0).toLowerCase()}${message.template.slice(1)}`,
  };
}
