/** Names of the API that Terraform's provider does not simply write in snake case. */
const TERRAFORM: Readonly<Record<string, string>> = {
  containers: 'container',
  initContainers: 'init_container',
  volumes: 'volume',
  volumeMounts: 'volume_mount',
  hostPID: 'host_pid',
  hostIPC: 'host_ipc',
  rules: 'rule',
  subjects: 'subject',
};

/** A path of the API as a resource type spells it: `hostNetwork` is `host_network` in Terraform. */
export function spelled(type: string, path: readonly string[]): string[] {
  if (!inTerraform(type)) return [...path];
  return path.map((name) => TERRAFORM[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}

/** Whether a resource is one of Terraform's provider for Kubernetes. */
export const inTerraform = (type: string): boolean => type.startsWith('kubernetes_');
