import { absentAt, known, type Value } from '../../facts';
import { asString, type Resource } from '../../resource';
import type { Provider } from '../provider';
import { runs } from '../runs';

/**
 * Docker official images (https://github.com/docker-library/official-images) whose own Dockerfile names no user, so that
 * what is built on them runs as root unless it says otherwise.
 */
const RUN_AS_ROOT = new Set([
  ...['scratch', 'alpine', 'amazonlinux', 'busybox', 'debian', 'fedora', 'oraclelinux', 'rockylinux', 'ubuntu'],
  ...['buildpack-deps', 'eclipse-temurin', 'golang', 'httpd', 'nginx', 'node', 'openjdk', 'php', 'python', 'ruby'],
  ...['rust', 'tomcat'],
]);

/** Variants for Windows, which knows no root: its own user is `ContainerAdministrator` or `ContainerUser`. */
const WINDOWS = /:[^@]*(?:windowsservercore|nanoserver)/i;

/** The name of an official image: `node:22`, `docker.io/library/node@sha256:…`; undefined for anybody else's. */
function officialName(image: string): string | undefined {
  if (WINDOWS.test(image)) return undefined;
  const name = image.replace(/^(?:docker\.io\/)?(?:library\/)?/, '').replace(/[:@].*$/s, '');
  return name.includes('/') ? undefined : name;
}

/** The user that the last `USER` names, group left out; without one what is known of the base image. */
function userOf(image: Resource): Value<string> {
  const written = asString(image.get('user'));
  if (written.state === 'known') return { ...written, value: written.value.replace(/:.*$/s, '') };
  if (written.state === 'unknown') return written;
  const from = known(asString(image.get('from')));
  const official = from && officialName(from.value);
  return official !== undefined && RUN_AS_ROOT.has(official)
    ? absentAt(image.subject.head, 'root', image.slot('user'))
    : absentAt(image.subject.head);
}

/** The image that a Dockerfile builds. */
export const dockerfile: Provider = {
  id: 'dockerfile',
  types: ['dockerfile/image'],
  *facts(resource) {
    const image = asString(resource.get('from'));
    yield runs(resource, 'image', resource.subject.address, { user: userOf(resource), image });
  },
};
