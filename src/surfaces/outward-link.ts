import { LINK_SCHEMES } from '../policies/link';

/** Where links of a repository may lead. */
export const SCHEMES: readonly string[] = LINK_SCHEMES.map((scheme) => `${scheme}:`);

/**
 * A link as it is shown and opened: in the form that leaves nothing to the eye, foreign letters of hosts spelled out and
 * invisible characters encoded. Undefined when it leads nowhere that it may.
 */
export function outwardLink(url: string): string | undefined {
  try {
    const target = new URL(url);
    return SCHEMES.includes(target.protocol) ? target.href : undefined;
  } catch {
    return undefined;
  }
}

/** The longest address that mail programs take on every system. */
const LONGEST = 1_900;

/** A `mailto:` link with subject and body; a body that is too long is left out, to be pasted. */
export function mailWith(url: string, subject: string, body: string): string {
  const [address = '', query = ''] = url.split('?', 2);
  const others = query.split('&').filter((pair) => pair !== '' && !/^(?:subject|body)=/i.test(pair));
  const whole = (...more: string[]) => `${address}?${[...others, ...more].join('&')}`;
  const titled = `subject=${encodeURIComponent(subject)}`;
  const written = whole(titled, `body=${encodeURIComponent(body.replace(/\r?\n/g, '\r\n'))}`);
  return written.length <= LONGEST ? written : whole(titled);
}
