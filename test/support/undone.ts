/** Values by the attribute that they stand for: the widest that it can be given. */
const WIDEST: readonly (readonly [RegExp, string])[] = [
  [/defaultAction: .*/, "defaultAction: 'Allow'"],
  [/scope .*/, 'scope = "/subscriptions/00000000-0000-0000-0000-000000000000"'],
  [/role_definition_name .*/, 'role_definition_name = "Owner"'],
  [/default_action .*/, 'default_action = "Allow"'],
  [/http_tokens .*/, 'http_tokens = "optional"'],
  [/serial-port-enable .*/, 'serial-port-enable = "TRUE"'],
  [/container_access_type .*/, 'container_access_type = "blob"'],
  [/ports .*/, 'ports = ["22"]'],
  [/source_ranges .*/, 'source_ranges = ["0.0.0.0/0"]'],
  [/source_address_prefix .*/, 'source_address_prefix = "*"'],
  [/cidr_ipv4 .*/, 'cidr_ipv4 = "0.0.0.0/0"'],
  [/ip_protocol .*/, 'ip_protocol = "-1"'],
  [/identifiers .*/, 'identifiers = ["*"]'],
  [/actions .*/, 'actions = ["*"]'],
  [/resources .*/, 'resources = ["*"]'],
  [/member .*/, 'member = "allUsers"'],
  [/email .*/, 'email = "111122223333-compute@developer.gserviceaccount.com"'],
  [/effect .*/, 'effect = "Allow"'],
  [/Effect: .*/, 'Effect: Allow'],
  [/CidrIp: .*/, 'CidrIp: 0.0.0.0/0'],
  [/IpProtocol: .*/, 'IpProtocol: "-1"'],
  [/Service: .*/, "AWS: '*'"],
  [/Action: .*/, "Action: '*'"],
  [/Resource: .*/, "Resource: '*'"],
  [/resources: .*/, 'resources: ["*"]'],
  [/resourceNames: .*/, ''],
  [/verbs: .*/, 'verbs: ["*"]'],
  [/runAsUser: .*/, 'runAsUser: 0'],
  [/drop: .*/, 'add: [SYS_ADMIN]'],
  [/permissions: .*/, 'permissions: write-all'],
  [/USER .*/, 'USER root'],
  [/(?<=^ +)user: .*/, 'user: root'],
  [/AuthType: .*/, 'AuthType: NONE'],
  [/--cap-drop=ALL/, '--cap-add=SYS_ADMIN'],
  [/no-new-privileges.*/, 'seccomp:unconfined'],
  [/data:\/.*/, '/var/run/docker.sock:/engine.sock'],
  [/type=volume,.*/, 'type=bind,source=/var/run/docker.sock,target=/engine.sock"'],
  [/echo "\$CI_COMMIT_TITLE".*/, 'eval "echo $CI_COMMIT_TITLE"'],
  [/echo "\$TITLE".*/, 'echo "$(Build.SourceVersionMessage)"'],
  [/publicNetworkAccess: .*/, "publicNetworkAccess: 'Enabled'"],
  [/publicAccess: .*/, "publicAccess: 'Blob'"],
  [/sourceAddressPrefix: .*/, "sourceAddressPrefix: '*'"],
  [/'198\.51\.100\.0\/24'.*/, "'0.0.0.0/0'"],
  [/@[0-9a-f]{40}.*/, '@v5'],
];

const PASSWORD = ['q7Tb', 'Xw2L', 'mRzV', '9cKd'].join('');

const CHANGES: readonly ((line: string) => string)[] = [
  () => '',
  (line) => {
    const [from, to] = WIDEST.find(([pattern]) => pattern.test(line)) ?? [/$/, ''];
    return line.replace(from, to).replace(/\b(?:true|false)\b/, (word) => String(word !== 'true'));
  },
  (line) =>
    line
      .replace(/manage_master_user_password .*/, `password = "${PASSWORD}"`)
      .replace(/ManageMasterUserPassword.*/, `MasterUserPassword: ${PASSWORD}`),
];

/** What may stand around the line for it to matter: another port, a principal of another kind. */
const SURROUNDINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll('443', '22'),
  (text) => text.replaceAll(/= "Service"/g, '= "AWS"'),
];

/** Replaces a line; what stood below a key goes with it. */
function replaced(lines: string[], at: number, other: string): void {
  const line = lines[at]!;
  const depth = line.search(/\S/);
  if (/:\s*(?:#.*)?$/.test(line)) {
    for (let i = at + 1; (lines[i]?.search(/\S/) ?? 0) > depth; i++) lines[i] = '';
  }
  lines[at] = other;
}

/**
 * Pairs of a text with a line undone and the same text with the line kept, under all circumstances that are tried: the other
 * lines in question kept or undone too, since one guard alone may be enough.
 */
export function* undone(text: string, at: number, guards: readonly number[]): Generator<readonly [string, string]> {
  for (const surrounding of SURROUNDINGS) {
    for (const change of CHANGES) {
      for (const others of [[], guards.filter((guard) => guard !== at)]) {
        const kept = text.split('\n');
        for (const other of others) replaced(kept, other, change(kept[other]!));
        const without = [...kept];
        replaced(without, at, change(without[at]!));
        if (without[at] !== kept[at]) yield [surrounding(without.join('\n')), surrounding(kept.join('\n'))];
      }
    }
  }
}
