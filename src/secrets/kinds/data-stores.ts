import { decodeBase64, encodeBase64 } from '../base64';
import { isFake, isLocation, isPlaceholder } from '../quiet';
import { ALNUM, marked, random } from './assemble';
import { type Candidate, inAddress, type PatternKind } from './kind';

/*
 * Sources: RFC 3986 section 3.2.1 (user information); PostgreSQL, MySQL, MongoDB, Redis and RabbitMQ on connection
 * strings; Microsoft Learn on SQL Server connection strings; Docker "config.json". Passwords that are the same in
 * every documentation or that a driver uses by default stand in `COMMON`.
 */

const COMMON =
  /^(?:pass(?:word|wd|wort)?|pwd|secret|guest|admin|root|user(?:name)?|postgres(?:ql)?|mysql|mongo(?:db)?|redis|rabbitmq|test(?:ing)?|token|key|db_?password|credentials?)$/i;
const DOCUMENTED =
  /^(?:[\w.-]+\.)?(?:example\.(?:com|org|net|edu)|example|invalid|test|yourhost|hostname|host|server)$/i;

/** Whether the password of an address is a real one, given the user before it and the host behind it. */
function isRealPassword({ value, text, start, end }: Candidate): boolean {
  if (value.length < 4 || isPlaceholder(value) || isLocation(value) || COMMON.test(value)) return false;
  const user = /([^\s:/@"'=]{0,100}):$/.exec(text.slice(Math.max(0, start - 110), start))?.[1] ?? '';
  const host = /^@([\w.-]{1,200})/.exec(text.slice(end, end + 210))?.[1] ?? '';
  return value !== user && !DOCUMENTED.test(host) && !/^[A-Z_]+$/.test(value);
}

const address = (example: string): string =>
  `${example}://shop:${marked(random(ALNUM, 14))}@db.shop.internal:5432/orders`;

/** Whether `Password=…` is one part of a connection string rather than a line of its own. */
function inConnectionString({ text, start, end }: Candidate): boolean {
  const before = text.slice(Math.max(0, start - 300), start);
  const line =
    before.slice(before.lastIndexOf('\n') + 1) + (/^[^\n]{0,200}/.exec(text.slice(end, end + 200))?.[0] ?? '');
  return /(?:server|data source|host|user id|uid|user|initial catalog|database|driver)\s?=|jdbc:/i.test(line);
}

export const dataStores: readonly PatternKind[] = [
  inAddress({
    id: 'database-url',
    title: 'database password',
    allows: 'log in to the database',
    severity: 'high',
    keywords: ['://'],
    pattern:
      /(?<=\b(?:postgres(?:ql)?|postgis|mysql2?|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle|clickhouse|cockroachdb|couchdb|ldaps?|snowflake|nats)(?:\+[a-z0-9_]{1,20})?)(:\/\/[^\s:/?#@"'`<>]{0,100}:)[^\s@/"'`<>\uE000]{3,200}(?=@[\w.[{$-])/iy,
    check: isRealPassword,
    examples: {
      bad: () => [
        `DATABASE_URL=${address('postgres')}`,
        `url: ${address('mysql+pymysql')}`,
        `uri = "${address('mongodb+srv')}"`,
        `REDIS_URL=redis://:${marked(random(ALNUM, 20))}@cache.shop.internal:6379/0`,
      ],
      good: [
        'DATABASE_URL=postgres://shop:${DB_PASSWORD}@db:5432/orders',
        'DATABASE_URL=postgres://postgres:postgres@localhost:5432/orders',
        'amqp://guest:guest@localhost:5672',
        'url: mysql://user:password@host/db',
        'uri = "mongodb://db.shop.internal:27017/orders"',
      ],
    },
  }),
  inAddress({
    id: 'connection-string-password',
    title: 'connection string password',
    allows: 'log in to the database',
    severity: 'high',
    keywords: ['password=', 'pwd=', 'password ='],
    pattern: /((?<![A-Za-z0-9_])(?:password|pwd) ?= ?)[^;&"'`\s,\uE000]{4,128}/iy,
    check: (candidate) =>
      inConnectionString(candidate) &&
      !isPlaceholder(candidate.value) &&
      !COMMON.test(candidate.value) &&
      !isLocation(candidate.value),
    examples: {
      bad: () => [
        `Server=tcp:shop.database.windows.net;User ID=shop;Password=${marked(random(ALNUM, 16))};Encrypt=true`,
        `jdbc:postgresql://db.shop.internal/orders?user=shop&password=${marked(random(ALNUM, 12))}`,
      ],
      good: ['Server=db;User ID=shop;Password=${password};', 'Server=db;Uid=shop;Pwd={your_password};', 'password='],
    },
  }),
  inAddress({
    id: 'docker-registry-auth',
    title: 'registry login',
    allows: 'pull and push images as its owner',
    severity: 'high',
    keywords: ['"auth"', '"auth\\"'],
    pattern: /("auth\\?"\s{0,8}:\s{0,8}\\?")[A-Za-z0-9+/]{12,2000}={0,2}/y,
    check: ({ value }) => {
      const login = /^[\w.@-]{1,100}:(.{4,})$/.exec(decodeBase64(value) ?? '')?.[1];
      return login !== undefined && !isPlaceholder(login) && !COMMON.test(login);
    },
    examples: {
      bad: () => [`{"auths": {"registry.shop.test": {"auth": "${marked(encodeBase64(`ci:${random(ALNUM, 20)}`))}"}}}`],
      good: ['{"auths": {"registry.shop.test": {"auth": ""}}}', '{"auth": "basic"}'],
    },
  }),
  inAddress({
    id: 'url-password',
    title: 'password in an address',
    allows: 'sign in there',
    severity: 'high',
    keywords: ['://'],
    pattern: /(?<=[a-z0-9+])(:\/\/[^\s:/?#@"'`<>$]{0,100}:)[^\s@/"'`<>\uE000]{3,200}(?=@[\w.[-])/iy,
    check: (candidate) => isRealPassword(candidate) && !isFake(candidate.value),
    examples: {
      bad: () => [`repo: https://ci:${marked(random(ALNUM, 20))}@git.shop.internal/shop.git`],
      good: [
        'repo: https://ci:${TOKEN}@git.shop.internal/shop.git',
        'proxy: http://user:pass@proxy:8080',
        'repo: https://x-access-token:$TOKEN@git.shop.internal/shop.git',
        'image: https://registry:5000/app@sha256:abc',
      ],
    },
  }),
];
