import { entropy, mixes } from '../entropy';
import { ALNUM, BASE64URL, HEX, marked, random, uuid } from './assemble';
import { type PatternKind, token } from './kind';

/* Sources: Twilio SendGrid "API keys"; Mailgun "Authentication"; Mailchimp "About API keys"; Twilio "Auth tokens"; Postmark "API overview"; Brevo "API keys". */
export const mail: readonly PatternKind[] = [
  token({
    id: 'sendgrid-key',
    title: 'SendGrid API key',
    allows: 'send mail in your name',
    severity: 'high',
    keywords: ['sg.'],
    pattern: /(?<![A-Za-z0-9_-])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/y,
    preview: 'SG.…',
    examples: {
      bad: () => [`SENDGRID_API_KEY=${marked(`SG${'.'}${random(BASE64URL, 22)}.${random(BASE64URL, 43)}`)}`],
      good: [
        'cidr = module.sg.cidr',
        'SENDGRID_API_KEY=SG.xxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
      ],
    },
  }),
  token({
    id: 'mailgun-key',
    title: 'Mailgun API key',
    allows: 'send mail in your name',
    severity: 'high',
    keywords: ['key-'],
    pattern: /(?<![A-Za-z0-9_-])key-[a-f0-9]{32}(?![A-Za-z0-9_-])/y,
    preview: 'key-…',
    examples: {
      bad: () => [`MAILGUN=${marked(`key${'-'}${random(HEX, 32)}`)}`],
      good: ['key-name: a', 'id: ssh-key-1'],
    },
  }),
  token({
    id: 'mailchimp-key',
    title: 'Mailchimp API key',
    allows: 'read and mail your audience',
    severity: 'high',
    keywords: ['-us'],
    back: 32,
    pattern: /(?<![A-Za-z0-9])[a-f0-9]{32}-us\d{1,2}(?![A-Za-z0-9])/y,
    examples: { bad: () => [`MAILCHIMP=${marked(`${random(HEX, 32)}-${'us12'}`)}`], good: ['region: eu-us1'] },
  }),
  token({
    id: 'twilio-auth-token',
    title: 'Twilio auth token',
    allows: 'send messages on your bill',
    severity: 'high',
    keywords: ['twilio'],
    pattern:
      /(twilio[A-Za-z_-]{0,30}(?:token|secret|key)["']?[ \t]{0,40}(?::|=)[ \t]{0,40}["']?)[A-Za-z0-9]{32}(?![A-Za-z0-9])/iy,
    check: ({ value }) => entropy(value) > 3 && mixes(value, 2) && !/^(?:AC|SK)/.test(value),
    examples: {
      bad: () => [`TWILIO_AUTH_TOKEN=${marked(random(HEX, 32))}`],
      good: ['TWILIO_AUTH_TOKEN=${TWILIO_AUTH_TOKEN}', 'TWILIO_AUTH_TOKEN_SECRET_NAME=shop'],
    },
  }),
  token({
    id: 'postmark-token',
    title: 'Postmark server token',
    allows: 'send mail in your name',
    severity: 'high',
    keywords: ['postmark'],
    pattern:
      /(postmark[A-Za-z_-]{0,30}["']?[ \t]{0,40}(?::|=)[ \t]{0,40}["']?)[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}(?![A-Za-z0-9-])/iy,
    check: ({ value }) => entropy(value) > 2.8,
    examples: {
      bad: () => [`POSTMARK_SERVER_TOKEN=${marked(uuid())}`],
      good: ['POSTMARK_SERVER_TOKEN=00000000-0000-0000-0000-000000000000'],
    },
  }),
  token({
    id: 'brevo-key',
    title: 'Brevo API key',
    allows: 'send mail in your name',
    severity: 'high',
    keywords: ['xkeysib-', 'xsmtpsib-'],
    pattern: /(?<![A-Za-z0-9_-])(?:xkeysib|xsmtpsib)-[a-f0-9]{64}-[A-Za-z0-9]{16}(?![A-Za-z0-9])/y,
    examples: {
      bad: () => [`key: ${marked(`xkey${'sib-'}${random(HEX, 64)}-${random(ALNUM, 16)}`)}`],
      good: ['key: xkeysib-'],
    },
  }),
];
