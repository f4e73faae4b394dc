import { entropy, mixes } from '../entropy';
import { isLocation, isName, isPlaceholder } from '../quiet';
import { ALNUM, marked, random } from './assemble';
import type { NamedKind } from './kind';

/*
 * Values that only their name tells. Names as Terraform providers, CloudFormation, container images and CI services
 * spell them: what counts is how a name ends, since `password_policy` or `secret_name` are about something else.
 */

/** `MasterUserPassword` and `master_user-password` are the same three words. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '');
}

const PASSWORD =
  /(?:^| )(?:password|passwd|passphrase|pwd|dbpassword|userpassword|rootpassword|adminpassword|pgpassword)(?: \d)?$| pass$/;
const DATABASE =
  /(?:^| )(?:db|database|master|sql|postgres(?:ql)?|mysql|mariadb|mssql|sa|mongo(?:db)?|redis|rabbitmq|oracle|pg|elastic(?:search)?|opensearch|cassandra|clickhouse|administrator|replication)(?: [a-z]+){0,2} (?:password|passwd|pwd|pass)$|(?:^| )pgpassword$/;
const DATABASE_TYPE =
  /^(?:aws_(?:db|rds|redshift|docdb|neptune|elasticache|mq)_|google_sql_user|azurerm_(?:ms|my|postgre)?sql|azurerm_mariadb|AWS::(?:RDS|Redshift|DocDB)::)/i;
const TOKEN = /(?:^| )(?:token|apitoken|authtoken|accesstoken|pat)$/;
const KEY =
  /(?:^| )(?:apikey|secretkey|accesskey|(?:api|secret|access|account|auth|signing|encryption|master|shared|subscription|storage|integration|license|app|hmac|raw) key|key base|secret access key)$/;
const SECRET = /(?:^| )(?:secret|secret (?:value|string|token|text)|clientsecret)$/;
/** Names that end as a credential's does but mean a number, a switch, a cursor or a public thing. */
const ABOUT =
  /^(?:is|has|use|enable|require|manage|allow|reset|rotate|generate|random|no|skip|next|page|continuation|public|csrf|partition|sort|kms|max|min) |(?:^| )(?:public|ssh|kms|cmk|next|page|csrf|idempotency|device|cancellation) (?:[a-z]+ )?(?:key|token)$/;

const ends = (words: readonly string[], ending: RegExp): boolean => {
  const name = words.join(' ');
  return ending.test(name) && !ABOUT.test(name);
};

/** Passwords that are the name of their own service or a word everybody types first in a trial set-up. */
const TRIAL =
  /^(?:pass(?:word|wd|phrase)?|secret|root|admin|administrator|user|guest|test|testing|demo|dev|local|default|postgres|mysql|mariadb|mongo|redis|rabbitmq|minio|minioadmin|grafana|keycloak|wordpress|airflow|superset|elastic|vault|nginx)$/i;

/** Whether a literal may be anybody's password: not inserted later, not a place, not the name of what it belongs to. */
function isPassword(value: string, path: readonly string[]): boolean {
  if (/\s/.test(value) || value.length > 200 || /^\d+$/.test(value)) return false;
  if (isPlaceholder(value) || isLocation(value) || TRIAL.test(value)) return false;
  return !path
    .slice(-3)
    .some((name) => wordsOf(name).join('') === value.toLowerCase() || wordsOf(name).includes(value.toLowerCase()));
}

/** Whether it looks made by a machine, or by a person who took trouble. */
function isSecret(value: string, path: readonly string[], least: number): boolean {
  if (value.length < least || !isPassword(value, path) || isName(value)) return false;
  return mixes(value, 2) && /\d|[^\w.-]/.test(value) && entropy(value) > (/^[a-f\d-]+$/i.test(value) ? 2.7 : 3);
}

export const named: readonly NamedKind[] = [
  {
    id: 'database-password',
    title: 'database password',
    allows: 'log in to the database',
    severity: 'high',
    nature: 'password',
    preview: '',
    names: (words, path) =>
      ends(words, PASSWORD) && (ends(words, DATABASE) || path.some((name) => DATABASE_TYPE.test(name))),
    // A weak password of a database is as real as a strong one.
    judge: (value, path) => isPassword(value, path) && value.length >= 4,
    examples: {
      bad: () => [
        `master_password = ${marked(`Tr${'ee'}house${7}`)}`,
        `POSTGRES_PASSWORD=${marked(random(ALNUM, 14))}`,
      ],
      good: ['master_password = changeme', 'POSTGRES_PASSWORD=postgres', 'MYSQL_ROOT_PASSWORD=${ROOT}'],
    },
  },
  {
    id: 'password',
    title: 'password',
    allows: 'sign in as its owner',
    severity: 'high',
    nature: 'password',
    preview: '',
    names: (words) => ends(words, PASSWORD),
    judge: (value, path) => value.length >= 6 && isPassword(value, path) && mixes(value, 2) && !isName(value),
    examples: {
      bad: () => [
        `SMTP_PASSWORD=${marked(`${random(ALNUM, 10)}!4`)}`,
        `adminPassword = ${marked(`S0me${'thing'}-hard`)}`,
      ],
      good: [
        'password = changeme',
        'SMTP_PASSWORD=$SMTP_PASSWORD',
        'password_policy = Str0ng-enough',
        'password = prod-smtp-password',
        'password = /run/secrets/smtp',
        'reset_password = Reset-your-password1',
      ],
    },
  },
  {
    id: 'api-token',
    title: 'access token',
    allows: 'call that service as its owner',
    severity: 'high',
    nature: 'token',
    preview: '',
    names: (words) => ends(words, TOKEN),
    judge: (value, path) => isSecret(value, path, 16),
    examples: {
      bad: () => [`api_token = ${marked(random(ALNUM, 32))}`],
      good: ['token = read', 'next_token = AbCd1234EfGh5678Ij', 'api_token = shop-prod-token-v2'],
    },
  },
  {
    id: 'api-key',
    title: 'API or signing key',
    allows: 'call that service as its owner',
    severity: 'high',
    nature: 'token',
    preview: '',
    names: (words) => ends(words, KEY),
    judge: (value, path) => isSecret(value, path, 16),
    examples: {
      bad: () => [`API_KEY=${marked(random(ALNUM, 32))}`, `secret_key_base = ${marked(random(ALNUM, 64))}`],
      good: [
        'api_key = arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop',
        'ssh_public_key = AAAAB3Nza1yc2E9aBcDeF7',
      ],
    },
  },
  {
    id: 'secret-value',
    title: 'secret value',
    allows: 'do what it was kept secret for',
    severity: 'high',
    nature: 'token',
    preview: '',
    names: (words) => ends(words, SECRET),
    judge: (value, path) => isSecret(value, path, 10),
    examples: {
      bad: () => [`client_secret = ${marked(random(ALNUM, 24))}`, `JWT_SECRET=${marked(random(ALNUM, 40))}`],
      good: ['secret = shop-orders-tls', 'client_secret = ${var.client_secret}', 'webhook_secret = whsec_...'],
    },
  },
];

/**
 * Whether a value may be a credential under a name, whatever stands above both: what spares most texts a parse.
 * A password's kind depends on what it opens, so the least demanding one decides.
 */
export function mayHold(words: readonly string[], value: string): boolean {
  if (ends(words, PASSWORD)) return isPassword(value, []);
  return named.some((kind) => kind.names(words, []) && kind.judge(value, []));
}

/** How every name of a kind above ends: most texts hold `path` and `key:` often, and their words cost more to tell apart. */
const ENDING =
  /(?:pass(?:word|wd|phrase)?|pwd|token|pat|key|base|secret|value|string|text)[^a-z\d]{0,80}(?:\d[^a-z\d]{0,80})?$/i;

/** Whether a name ends as the names that a kind asks for do. */
export const endsAsCredentialName = (name: string): boolean => ENDING.test(name);

/** Whether a name is one that a kind asks for. */
export const isCredentialName = (words: readonly string[]): boolean => named.some((kind) => kind.names(words, []));

/** Substrings that every name of a kind above contains, in lower case. */
export const namedKeywords: readonly string[] = ['pass', 'pwd', 'secret', 'token', 'key', 'pat'];
