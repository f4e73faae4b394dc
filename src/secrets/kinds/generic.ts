import { decodeBase64, encodeBase64 } from '../base64';
import { entropy, mixes } from '../entropy';
import { isLocation, isName, isPlaceholder } from '../quiet';
import { ALNUM, BASE64URL, marked, random } from './assemble';
import { type Candidate, type PatternKind, token } from './kind';

/* Sources: RFC 7519 (JSON Web Token), RFC 6750 (bearer tokens), RFC 7617 (basic authentication), Kubernetes "Managing service accounts". */

const JWT = /(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{14,4000}\.ey[A-Za-z0-9_-]{14,8000}\.[A-Za-z0-9_-]{20,2000}/y;

/** Claims of a token, undefined when its parts are no JSON. Reading stops at the payload: nothing is verified. */
function claims(value: string): Record<string, unknown> | undefined {
  try {
    const [header, payload] = value.split('.').map((part) => decodeBase64(part) ?? '');
    if (typeof JSON.parse(header ?? '').alg !== 'string') return undefined;
    const read: unknown = JSON.parse(payload ?? '');
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The sample token of the documentation, and keys that are made to be published in a page's source. */
const isPublished = (of: Record<string, unknown>): boolean => of.name === 'John Doe' || of.role === 'anon';

const isServiceAccount = (of: Record<string, unknown>): boolean =>
  of.iss === 'kubernetes/serviceaccount' || 'kubernetes.io' in of;

const jwt = (payload: object): string =>
  [{ alg: 'RS256', typ: 'JWT' }, payload]
    .map((part) => encodeBase64(JSON.stringify(part)).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
    .concat(random(BASE64URL, 86))
    .join('.');

const isRandom = ({ value }: Candidate): boolean =>
  !isPlaceholder(value) && !isLocation(value) && !isName(value) && mixes(value, 2) && entropy(value) > 3.3;

export const generic: readonly PatternKind[] = [
  token({
    id: 'kubernetes-token',
    title: 'Kubernetes token',
    allows: 'use the cluster as its account',
    severity: 'critical',
    keywords: ['eyj'],
    pattern: JWT,
    preview: 'eyJ…',
    check: ({ value }) => isServiceAccount(claims(value) ?? {}),
    examples: {
      bad: () => [`token: ${marked(jwt({ iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:shop:ci' }))}`],
      good: ['token: eyJhbGciOi'],
    },
  }),
  token({
    id: 'json-web-token',
    title: 'JSON Web Token',
    allows: 'sign in as its holder until it ends',
    severity: 'medium',
    keywords: ['eyj'],
    pattern: JWT,
    preview: 'eyJ…',
    check: ({ value }) => {
      const read = claims(value);
      return read !== undefined && !isPublished(read) && !isServiceAccount(read);
    },
    examples: {
      bad: () => [`Authorization: Bearer ${marked(jwt({ sub: 'ci@shop.test', scope: 'deploy' }))}`],
      good: [
        `token: ${jwt({ sub: '1234567890', name: 'John Doe' })}`,
        `anon_key: ${jwt({ iss: 'supabase', role: 'anon' })}`,
      ],
    },
  }),
  token({
    id: 'basic-authorization',
    title: 'basic login',
    allows: 'sign in as its owner',
    severity: 'high',
    keywords: ['basic '],
    pattern: /((?:(?<=authorization["']?[:=][ \t]{0,8}["']?))basic {1,3})[A-Za-z0-9+/]{10,400}={0,2}/iy,
    check: ({ value }) => {
      const password = /^[^:]{1,100}:(.{4,})$/.exec(decodeBase64(value) ?? '')?.[1];
      return password !== undefined && !isPlaceholder(password) && !/^pass(?:word)?$/i.test(password);
    },
    examples: {
      bad: () => [`Authorization: Basic ${marked(encodeBase64(`ci:${random(ALNUM, 18)}`))}`],
      good: ['Authorization: Basic $(echo -n $USER:$PASS | base64)', 'Authorization: Basic dXNlcjpwYXNzd29yZA=='],
    },
  }),
  token({
    id: 'bearer-token',
    title: 'bearer token',
    allows: 'call that service as its owner',
    severity: 'high',
    keywords: ['bearer '],
    pattern: /((?<=authorization["']?[:=][ \t]{0,8}["']?)bearer {1,3})[A-Za-z0-9._~+/-]{20,1000}={0,2}/iy,
    check: isRandom,
    examples: {
      bad: () => [`curl -H "Authorization: Bearer ${marked(random(ALNUM, 40))}" https://api.shop.test`],
      good: [
        'Authorization: Bearer ${TOKEN}',
        'Authorization: Bearer your-long-access-token',
        'Bearer authentication is on',
      ],
    },
  }),
  {
    id: 'curl-login',
    title: 'login of a curl call',
    allows: 'sign in there',
    severity: 'high',
    nature: 'password',
    preview: '',
    keywords: ['curl '],
    pattern: /(curl [^\n$]{0,200}?(?<= )(?:-u|--user)[ =]{0,2}["']?[\w.@-]{1,100}:)[^\s"'`$\uE000]{4,200}/y,
    check: ({ value }) => !isPlaceholder(value) && !/^pass(?:word|wd)?$/i.test(value) && mixes(value, 2),
    examples: {
      bad: () => [`curl -s -u ci:${marked(random(ALNUM, 18))} https://api.shop.test/orders`],
      good: ['curl -u "$USER:$PASSWORD" https://api.shop.test', 'curl -u user:password https://api.shop.test'],
    },
  },
  {
    id: 'command-login',
    title: 'password in a command',
    allows: 'sign in there',
    severity: 'high',
    nature: 'password',
    preview: '',
    keywords: [
      'mysql',
      'sshpass',
      'docker login',
      'podman login',
      'redis-cli ',
      'requirepass',
      'convertto-securestring',
    ],
    pattern:
      /((?:mysql(?:dump|admin|import)? [^\n;|&]{0,200}?(?<= )-p|sshpass {1,4}-p {0,4}|(?:docker|podman) login [^\n;|&]{0,200}?(?<= )-p[ =]{1,4}|redis-cli [^\n;|&]{0,200}?(?<= )-a {1,4}|requirepass["']?,? {1,4}|convertto-securestring {1,4}(?:-string {1,4})?)["']?)[^\s"'`$\\|;&<>()%\uE000-][^\s"'`$\\|;&<>()\uE000]{4,200}/iy,
    check: ({ value }) =>
      !isPlaceholder(value) &&
      !isLocation(value) &&
      !isName(value) &&
      !/^pass(?:word|wd)?/i.test(value) &&
      mixes(value, 2),
    examples: {
      bad: () => [
        `mysql -u root -p${marked(random(ALNUM, 14))} shop`,
        `docker login -u ci -p ${marked(random(ALNUM, 20))} registry.shop.test`,
        `ConvertTo-SecureString "${marked(random(ALNUM, 14))}" -AsPlainText -Force`,
      ],
      good: [
        'mysql -u root -p"$DB_PASSWORD" shop',
        'mysql -u root -p shop',
        'docker login -u ci --password-stdin registry.shop.test',
        'sshpass -p ${PASSWORD} ssh deploy@shop.test',
        'requirepass shop-redis',
      ],
    },
  },
];
