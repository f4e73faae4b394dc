import { decodeBase64, encodeBase64 } from '../base64';
import { entropy } from '../entropy';
import { BASE64, HEX, marked, random } from './assemble';
import { type Candidate, type PatternKind, privateKey } from './kind';

/*
 * Sources: RFC 7468 (PEM), RFC 1421 (its headers), OpenSSH's PROTOCOL.key, RFC 9580 (OpenPGP armour), PuTTY's appendix
 * "PPK file format", age's specification.
 */

/** Between the lines of a key, also as a JSON string or a shell writes them, and prefixed as HCL and comments do. */
const LINE = String.raw`(?:[A-Za-z0-9+/=]{1,400}(?:\\r)?(?:\\n|[\s"',\\]{1,60})){2,600}`;
const BODY = String.raw`(?:[A-Za-z0-9+/=\s\\:;,.()"'@<>_]|-(?!----)){40,16000}-----END [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----`;
const pem = (lead: string, label: string): RegExp =>
  new RegExp(
    `${lead}-----BEGIN ${label}PRIVATE KEY(?: BLOCK)?-----(?:${BODY}|(?:\\\\r)?(?:\\\\n|[\\s"',]{1,60})${LINE})`,
    'y',
  );

/** A key's body is long and random; documentation shortens it to dots or repeats a letter. */
function isKeyMaterial({ value }: Candidate): boolean {
  const body = value
    .replace(/-----[A-Z ]{1,60}-----/g, '')
    .replace(/\\[nr]/g, '')
    .replace(/^[ \t]*[A-Za-z-]{1,20}: [^\n]*$/gm, '')
    .replace(/[^A-Za-z0-9+/=]/g, '');
  return body.length >= 60 && entropy(body) > 4;
}

const lines = (salt: number, glue = '\n'): string =>
  Array.from({ length: 6 }, (_, i) => random(BASE64, 64, salt + i)).join(glue);
const armour = (label: string, body: string, glue = '\n'): string =>
  ['BEGIN', 'END'].map((edge) => `-----${edge} ${label}PRIVATE ${'KEY'}-----`).join(`${glue}${body}${glue}`);

const kind = (id: string, title: string, allows: string, label: string, example: string): PatternKind =>
  privateKey({
    id,
    title,
    allows,
    severity: 'high',
    keywords: [`-----begin ${label.toLowerCase()}private key`],
    pattern: pem('', label),
    preview: `-----BEGIN ${label}PRIVATE KEY-----`,
    check: isKeyMaterial,
    examples: {
      bad: () => [
        `key = <<EOT\n${marked(armour(example, lines(7)))}\nEOT`,
        `key: "${marked(armour(example, lines(8, '\\n'), '\\n'))}"`,
      ],
      good: [`-----BEGIN ${label}PRIVATE KEY-----\n...\n-----END ${label}PRIVATE KEY-----`, `${label}PRIVATE KEY`],
    },
  });

export const privateKeys: readonly PatternKind[] = [
  privateKey({
    id: 'gcp-service-account-key',
    title: 'Google service account key',
    allows: 'act in Google Cloud as it',
    severity: 'critical',
    keywords: ['"private_key'],
    pattern: pem(String.raw`("private_key\\?"\s{0,8}:\s{0,8}\\?")`, ''),
    preview: '-----BEGIN PRIVATE KEY-----',
    check: (candidate) => isKeyMaterial(candidate) && /"private_key_id\\?"|"client_email\\?"/.test(near(candidate)),
    examples: {
      bad: () => [
        `{"type": "service_account", "private_key_id": "1", "private_key": "${marked(armour('', lines(9, '\\n'), '\\n'))}\\n"}`,
      ],
      good: ['{"type": "service_account", "private_key_id": "", "private_key": ""}'],
    },
  }),
  kind('rsa-private-key', 'RSA private key', 'pose as its owner', 'RSA ', 'RSA '),
  kind('ec-private-key', 'EC private key', 'pose as its owner', 'EC ', 'EC '),
  kind('dsa-private-key', 'DSA private key', 'pose as its owner', 'DSA ', 'DSA '),
  kind('openssh-private-key', 'SSH private key', 'log in where it is trusted', 'OPENSSH ', 'OPENSSH '),
  kind('encrypted-private-key', 'encrypted private key', 'guess its passphrase in peace', 'ENCRYPTED ', 'ENCRYPTED '),
  kind('pgp-private-key', 'PGP private key', 'sign and decrypt as its owner', 'PGP ', 'PGP '),
  kind('private-key', 'private key', 'pose as its owner', '', ''),
  privateKey({
    id: 'encoded-private-key',
    title: 'private key in base64',
    allows: 'pose as its owner',
    severity: 'high',
    // "-----BEGIN " at the three positions that base64 can begin at is the same only at the first: keys are encoded alone.
    keywords: ['ls0tls1crudjti'],
    pattern: /(?<![A-Za-z0-9+/])LS0tLS1CRUdJTi[A-Za-z0-9+/]{100,16000}={0,2}/y,
    preview: 'LS0tLS1CRUdJTi…',
    check: ({ value }) => /-----BEGIN [A-Z ]{0,20}PRIVATE KEY/.test(decodeBase64(value.slice(0, 80)) ?? ''),
    examples: {
      bad: () => [`tls.key: ${marked(encodeBase64(armour('RSA ', lines(10))))}`],
      good: ['tls.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURhekNDQWxPZ0F3SUJBZ0lVWA=='],
    },
  }),
  privateKey({
    id: 'putty-private-key',
    title: 'PuTTY private key',
    allows: 'log in where it is trusted',
    severity: 'high',
    keywords: ['private-lines:'],
    pattern: /(Private-Lines: \d{1,4}(?:\s|\\[nr]){1,40})(?:[A-Za-z0-9+/=]{4,80}(?:\s|\\[nr]){1,40}){2,200}/y,
    check: ({ value }) => entropy(value) > 4,
    examples: {
      bad: () => [
        `PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 6\n${marked(`${lines(11)}\n`)}Private-MAC: ${random(HEX, 64)}`,
      ],
      good: ['Private-Lines: 14'],
    },
  }),
  privateKey({
    id: 'age-private-key',
    title: 'age private key',
    allows: 'decrypt what was sealed for it',
    severity: 'high',
    keywords: ['age-secret-key-1'],
    pattern: /(?<![A-Za-z0-9-])AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}(?![A-Za-z0-9])/y,
    preview: 'AGE-SECRET-KEY-1…',
    examples: {
      bad: () => [marked(`AGE-SECRET${'-KEY-1'}${random('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}`)],
      good: ['AGE-SECRET-KEY-1'],
    },
  }),
];

/** The text around a candidate, enough for the other keys of its JSON object. */
function near({ text, start, end }: Candidate): string {
  return text.slice(Math.max(0, start - 400), start) + text.slice(end, end + 400);
}
