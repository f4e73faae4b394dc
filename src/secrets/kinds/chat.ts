import { entropy } from '../entropy';
import { ALNUM, BASE64URL, DIGITS, HEX, marked, random, UPPER, uuid } from './assemble';
import { type PatternKind, token } from './kind';

/* Sources: Slack "Token types" and "Incoming webhooks"; Discord "Webhook resource"; Telegram "Bot API"; Microsoft Teams "Incoming webhooks". */
export const chat: readonly PatternKind[] = [
  token({
    id: 'slack-token',
    title: 'Slack token',
    allows: 'read and post as its owner',
    severity: 'high',
    keywords: ['xoxa-', 'xoxb-', 'xoxe-', 'xoxe.', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'],
    pattern: /(?<![A-Za-z0-9])(?:xoxe\.xox[bp]-\d-|xox[abeoprs]-|xapp-\d-)[A-Za-z0-9-]{20,400}(?<!-)(?![A-Za-z0-9-])/y,
    preview: 'xox…',
    check: ({ value }) => /\d/.test(value.slice(10)) && entropy(value) > 3,
    examples: {
      bad: () => [
        `SLACK_BOT_TOKEN=${marked(`xo${'xb-'}${random(DIGITS, 12)}-${random(DIGITS, 13)}-${random(ALNUM, 24)}`)}`,
        `app_token: ${marked(`xa${'pp-1-'}A${random(UPPER, 10)}-${random(DIGITS, 13)}-${random(HEX, 64)}`)}`,
      ],
      good: [
        'SLACK_BOT_TOKEN=xoxb-your-token',
        'SLACK_BOT_TOKEN=xoxb-xxxxxxxxxxxx-xxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx',
      ],
    },
  }),
  token({
    id: 'slack-webhook',
    title: 'Slack webhook address',
    allows: 'post into your channel',
    severity: 'medium',
    keywords: ['hooks.slack.com/'],
    pattern:
      /(hooks\.slack\.com\/)(?:services\/T[A-Z0-9]{6,12}\/B[A-Z0-9]{6,12}\/[A-Za-z0-9]{20,28}|(?:workflows|triggers)\/[TE][A-Z0-9]{6,12}\/[A-Z0-9]{1,20}\/[A-Za-z0-9/]{20,80})/y,
    check: ({ value }) => entropy(value.slice(-24)) > 3,
    examples: {
      bad: () => [
        `url: https://hooks.slack.com/${marked(`services/T${random(UPPER, 9)}/B${random(UPPER, 9, 2)}/${random(ALNUM, 24)}`)}`,
      ],
      good: ['url: https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'],
    },
  }),
  token({
    id: 'discord-webhook',
    title: 'Discord webhook address',
    allows: 'post into your channel',
    severity: 'medium',
    keywords: ['/api/webhooks/'],
    pattern: /(?<=discord(?:app)?\.com)(\/api\/webhooks\/)\d{17,20}\/[A-Za-z0-9_-]{60,80}/y,
    examples: {
      bad: () => [`url: https://discord.com/api/webhooks/${marked(`${random(DIGITS, 18)}/${random(BASE64URL, 68)}`)}`],
      good: ['url: https://discord.com/api/webhooks/<id>/<token>'],
    },
  }),
  token({
    id: 'discord-bot-token',
    title: 'Discord bot token',
    allows: 'read and post as your bot',
    severity: 'high',
    keywords: ['discord'],
    pattern:
      /(discord[A-Za-z_-]{0,20}["']?[ \t]{0,40}(?::|=)[ \t]{0,40}["']?(?:Bot )?)[A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}(?![A-Za-z0-9_-])/iy,
    examples: {
      bad: () => [`DISCORD_TOKEN=${marked(`${random(ALNUM, 24)}.${random(ALNUM, 6)}.${random(ALNUM, 38)}`)}`],
      good: ['DISCORD_TOKEN=$DISCORD_TOKEN'],
    },
  }),
  token({
    id: 'telegram-bot-token',
    title: 'Telegram bot token',
    allows: 'read and post as your bot',
    severity: 'high',
    keywords: [':aa'],
    pattern: /(?<=(?<!\d)\d{8,10})(:)AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/y,
    examples: {
      bad: () => [`TELEGRAM_TOKEN=${random(DIGITS, 10)}:${marked(`A${'A'}${random(BASE64URL, 33)}`)}`],
      good: ['mac: 01:aa:bb:cc', 'arn: 123456789012:AA'],
    },
  }),
  token({
    id: 'teams-webhook',
    title: 'Teams webhook address',
    allows: 'post into your channel',
    severity: 'medium',
    keywords: ['.webhook.office.com/webhookb2/'],
    pattern:
      /(\.webhook\.office\.com\/webhookb2\/)[a-f0-9-]{36}@[a-f0-9-]{36}\/IncomingWebhook\/[a-f0-9]{32}\/[a-f0-9-]{36}/iy,
    examples: {
      bad: () => [
        `url: https://shop.webhook.office.com/webhookb2/${marked(`${uuid()}@${uuid(2)}/IncomingWebhook/${random(HEX, 32)}/${uuid(3)}`)}`,
      ],
      good: ['url: https://shop.webhook.office.com/webhookb2/<address>'],
    },
  }),
];
