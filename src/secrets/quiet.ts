import { REDACTION } from '../place';

/*
 * What looks like a credential and is none. One false alarm costs more than ten findings earn, so each test here is
 * about how people write stand-ins, names and settings.
 */

const INSERTED =
  /\$\{|\{\{|\}\}|\$\(|\$\[\[|\{%|<[A-Za-z_][^<>]{0,80}>|%\(|#\{|@@|\[\[|^\$[A-Za-z_]\w*$|^%\w+%$|^\$env:|^__\w+__$|^\{[\w.-]+\}$|^\[[\w. -]+\]$|^\[\w[\w.]{0,80}\(/;
const STAND_IN =
  /change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with)|example|placeholder|redacted|censored|dummy|(?<![a-z])fake|your[-_ ]|^your|(?<![a-z])(?:todo|fixme|tbd|insert|put|fill|enter|generate[d]?|provided?|foo|bar|baz|foobar|lorem|sample)(?![a-z])|to[-_ ]?be[-_ ]|(?<![a-z])my[-_]?(?:secure|super|secret|password|pass|token|key)|not[-_ ]?(?:a[-_ ]?)?(?:real|secret|used|set)|\.{3}|…|x{4,}|\*{3,}|#{4,}|_{4,}|-{6,}/i;
const SETTING =
  /^(?:true|false|null|nil|none|undefined|yes|no|on|off|auto|default|empty|unset|required|optional|n\/a|na|read|write|admin|env|file|plain|plaintext|basic|bearer|token|secret|password|string|number|bool|boolean|any|object|sensitive|inherit)$/i;

const RUNS = ['0123456789', '9876543210', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl'];

/** Characters that continue a keyboard or alphabet run, or repeat the one before. */
function predictable(value: string): number {
  const lower = value.toLowerCase();
  let count = 0;
  for (let i = 1; i < lower.length; i++) {
    const pair = lower.slice(i - 1, i + 1);
    if (pair[0] === pair[1] || RUNS.some((run) => run.includes(pair)) || pair === '90') count++;
  }
  return count;
}

/** Whether it was obviously typed to stand for a credential: repeated, counted up, shortened, or marked as an example. */
export function isFake(value: string): boolean {
  if (value.includes(REDACTION)) return true;
  if (/EXAMPLE|x{6,}|X{6,}|\*{3,}|#{6,}|\.{3}|<[^<>]*>/.test(value)) return true;
  if (/(?:^|[-_])your[-_]|[-_]here$|change_?me|placeholder/i.test(value) || /[a-z]Here$/.test(value)) return true;
  const different = new Set(value).size;
  if (different === 1 || (value.length >= 12 && different <= 4)) return true;
  if (value.length > 400) return false;
  return value.length >= 8 && predictable(value) >= (value.length - 1) / 2;
}

/** Whether a value is a stand-in, a reference of a template language, or a plain setting. */
export function isPlaceholder(value: string): boolean {
  const bare = value.trim();
  return bare.length < 3 || isFake(bare) || INSERTED.test(bare) || STAND_IN.test(bare) || SETTING.test(bare);
}

const LOCATION =
  /^(?:arn:|projects\/|secretmanager|vault:|ssm:|ssm-secure:|op:\/\/|secret:\/\/|ref\+|awssm|gcpsm|azurekeyvault|secretsmanager:|resolve:|file:|env:|k8s:|kms:|sops:|ENC\[|AQICAHh|data:|https?:|s3:|gs:|tcp:|\.{0,2}\/|~\/|[A-Za-z]:\\|\/subscriptions\/|@Microsoft\.KeyVault|alias\/|sha(?:256|512)[:-]|\$2[aby]\$|\$6\$|\$argon2|\{SHA\}|!)/i;
const FILE =
  /^[\w./-]+\.(?:pem|key|crt|cer|json|ya?ml|txt|env|sh|p12|pfx|jks|ini|conf|cfg|toml|xml|tf|properties|pub)$/i;
const HOST =
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|dev|local|internal|svc|cloud|test|example)(?::\d+)?(?:\/.*)?$/i;
const TRAVERSAL = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[[^\]]*\])+$/;
const CALL = /^[\w.:]+\(.*\)$/s;

/** Whether a value says where something is kept, or is a hash of it. */
export function isLocation(value: string): boolean {
  return LOCATION.test(value) || FILE.test(value) || HOST.test(value) || TRAVERSAL.test(value) || CALL.test(value);
}

const WORD = /^(?:[A-Za-z]?[a-z]+|[A-Z]+|(?:[A-Z]?[a-z]+)(?:[A-Z][a-z]+)*)\d{0,3}$|^v?\d{1,4}$/;

/** Whether a value reads as words joined by separators: `prod-db-password`, `app/api_key`, `MyAppSecret`. */
export function isName(value: string): boolean {
  const parts = value.split(/[-_./:@,+ ]/).filter((part) => part !== '');
  return parts.length === 0 || parts.every((part) => WORD.test(part) && switches(part) <= part.length / 3);
}

/** How often upper and lower case take turns: words do so rarely, random letters at every second step. */
function switches(part: string): number {
  let count = 0;
  for (let i = 2; i < part.length; i++) {
    if (/[a-z]/.test(part[i - 1]!) !== /[a-z]/.test(part[i]!) && /[A-Za-z]/.test(part[i]!)) count++;
  }
  return count;
}
