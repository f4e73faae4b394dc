import type { Value } from './value';

/** A sentence with named parts, so that surfaces can translate the sentence and show names as code. */
export interface Message {
  /** The sentence with `{0}`, `{1}`, ... for the arguments. */
  readonly template: string;
  /** Names from the user's file as they are; words of our own as messages, which are translated like the sentence. */
  readonly args: readonly (string | Message)[];
}

/** One for each place in the code that writes a message, shared by all messages from there. */
const templates = new WeakMap<TemplateStringsArray, string>();

/** Tagged template for messages: text`Port ${port} of ${group} accepts the whole internet.` */
export function text(strings: TemplateStringsArray, ...args: readonly (string | number | Message)[]): Message {
  let template = templates.get(strings);
  if (template === undefined) {
    template = strings.reduce((sentence, piece, i) => sentence + (i === 0 ? '' : `{${i - 1}}`) + piece, '');
    templates.set(strings, template);
  }
  return { template, args: args.map((arg) => (typeof arg === 'object' ? arg : String(arg))) };
}

/** Words of a table as part of a sentence: translated like it, unlike a name from the user's file. */
export const words = (english: string): Message => ({ template: english, args: [] });

/** The sentence in English, arguments in place. */
export const plain = (message: Message): string =>
  message.template.replace(/\{(\d+)\}/g, (_, i) => {
    const arg = message.args[Number(i)] ?? '';
    return typeof arg === 'string' ? arg : plain(arg);
  });

/**
 * A sentence about a value; one that rests on a default (written as such, or the provider's own) says so. What comes of it
 * is a template of its own, which is translated whole.
 */
export function said(value: Value<unknown> | { readonly byDefault?: true }, message: Message): Message {
  const rests = ('byDefault' in value && value.byDefault) || ('state' in value && value.state === 'absent');
  if (!rests) return message;
  return {
    ...message,
    template: `By default, ${message.template.charAt(0).toLowerCase()}${message.template.slice(1)}`,
  };
}
