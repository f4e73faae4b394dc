import type { DockerDocument } from '../document/dockerfile';
import type { Document } from '../document/syntax';
import { imageOf } from './dockerfile/image';
import { buildOf } from './dockerfile/stages';
import { writeDockerfile } from './dockerfile/write';
import { type Format, placeIn } from './format';

/** `Dockerfile`, `Dockerfile.dev`, `Dockerfile-dev`, `api.dockerfile`, `Containerfile`: what Docker, Podman and editors take for one. */
const NAME = /(?:^|\/)(?:(?:Dockerfile|Containerfile)(?:\.[^/]*|[-_][^/.]*)?|[^/]*\.(?:dockerfile|containerfile))$/i;
/** Beside a Dockerfile, but none. */
const NOT_ONE = /\.(?:dockerignore|md|txt|json|ya?ml|tpl|j2|jinja2?|erb|tmpl|template|sh|py|ts|js)$/i;

const docker = (document: Document): DockerDocument | undefined =>
  document.syntax === 'dockerfile' ? document : undefined;

/** Dockerfiles: a file is one image, that of its last stage. */
export const dockerfile: Format = {
  id: 'dockerfile',
  title: 'Dockerfile',
  syntax: 'dockerfile',
  recognises: (path) => NAME.test(path) && !NOT_ONE.test(path),
  scope: (path) => path,
  read(section) {
    const document = docker(section.document());
    const builds = document?.instructions.some(({ name }) => name === 'FROM');
    return builds ? [{ kind: 'image', key: 'image', start: 0, end: section.text.length }] : [];
  },
  link(declaration, look) {
    const opened = look.open(declaration);
    const document = docker(opened.section.document());
    const build = document && buildOf(document.instructions, (span) => placeIn(opened, span));
    if (!build) return [];
    const { path, scope } = declaration;
    const slash = path.lastIndexOf('/');
    const { from } = build.chain.at(-1)!;
    const subject = {
      id: 'image',
      scope,
      dir: path.slice(0, Math.max(slash, 0)),
      address: path.slice(slash + 1),
      head: placeIn(opened, { start: from.start, end: from.end }),
    };
    return [imageOf(opened, build, subject)];
  },
  write(change, document, path) {
    const file = docker(document);
    return file ? writeDockerfile(change, file, path) : [];
  },
};
