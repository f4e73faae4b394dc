import assert from 'node:assert/strict';
import { repositoryLink } from '../../src/surfaces/repository-link';

const commit = '0123456789abcdef0123456789abcdef01234567';
const link = (remote: string, path = 'infra/main.tf', line = 72) => repositoryLink({ remote, commit, path, line });

describe('the link to a line at a commit', () => {
  for (const [host, page, remotes] of [
    [
      'GitHub',
      `https://github.com/fernway/shop/blob/${commit}/infra/main.tf#L72`,
      [
        'https://github.com/fernway/shop.git',
        'https://github.com/fernway/shop',
        'https://github.com/fernway/shop/',
        'git@github.com:fernway/shop.git',
        'ssh://git@github.com/fernway/shop.git',
        'ssh://git@ssh.github.com:443/fernway/shop.git',
        'git://github.com/fernway/shop.git',
      ],
    ],
    [
      'a company’s own GitHub',
      `https://github.fernway.example/fernway/shop/blob/${commit}/infra/main.tf#L72`,
      ['https://github.fernway.example/fernway/shop.git', 'git@github.fernway.example:fernway/shop.git'],
    ],
    [
      'GitLab, with groups in groups',
      `https://gitlab.com/fernway/web/shop/-/blob/${commit}/infra/main.tf#L72`,
      ['https://gitlab.com/fernway/web/shop.git', 'git@gitlab.com:fernway/web/shop.git'],
    ],
    [
      'Bitbucket',
      `https://bitbucket.org/fernway/shop/src/${commit}/infra/main.tf#lines-72`,
      ['https://mona@bitbucket.org/fernway/shop.git', 'git@bitbucket.org:fernway/shop.git'],
    ],
    [
      'a company’s own Bitbucket',
      `https://bitbucket.fernway.example/projects/WEB/repos/shop/browse/infra/main.tf?at=${commit}#72`,
      ['https://bitbucket.fernway.example/scm/WEB/shop.git', 'ssh://git@bitbucket.fernway.example:7999/WEB/shop.git'],
    ],
    [
      'Azure DevOps',
      `https://dev.azure.com/fernway/Web%20Shop/_git/shop?path=/infra/main.tf&version=GC${commit}&line=72&lineEnd=73&lineStartColumn=1&lineEndColumn=1`,
      [
        'https://fernway@dev.azure.com/fernway/Web%20Shop/_git/shop',
        'git@ssh.dev.azure.com:v3/fernway/Web%20Shop/shop',
        'https://fernway.visualstudio.com/Web%20Shop/_git/shop',
        'https://fernway.visualstudio.com/DefaultCollection/Web%20Shop/_git/shop',
        'fernway@vs-ssh.visualstudio.com:v3/fernway/Web%20Shop/shop',
      ],
    ],
    [
      'Azure DevOps, the repository named as its project',
      `https://dev.azure.com/fernway/shop/_git/shop?path=/infra/main.tf&version=GC${commit}&line=72&lineEnd=73&lineStartColumn=1&lineEndColumn=1`,
      ['https://dev.azure.com/fernway/_git/shop'],
    ],
  ] as const) {
    it(`is right for ${host}`, () => {
      for (const remote of remotes) assert.equal(link(remote), page, remote);
    });
  }

  it('never tells what stands before the host', () => {
    const token = ['ghp', '0'.repeat(36)].join('_');
    for (const host of ['github.com', 'gitlab.com', 'bitbucket.org', 'dev.azure.com']) {
      const found = link(`https://mona:${token}@${host}/fernway/shop.git`) ?? '';
      assert.ok(found.startsWith(`https://${host}/`), found);
      assert.ok(!found.includes(token) && !found.includes('mona'));
    }
  });

  it('takes any file name', () => {
    assert.equal(
      link('git@github.com:fernway/shop.git', 'deploy/a #1/größe?.tf', 1),
      `https://github.com/fernway/shop/blob/${commit}/deploy/a%20%231/gr%C3%B6%C3%9Fe%3F.tf#L1`,
    );
  });

  it('is none where the address of a page is not known', () => {
    for (const remote of [
      'https://git.fernway.example/shop.git',
      'https://evilgithub.com/fernway/shop.git',
      'https://github.com/fernway',
      'git@work:fernway/shop.git',
      '/srv/git/shop.git',
      'C:\\repos\\shop',
      'file:///srv/git/shop.git',
      '',
    ]) {
      assert.equal(link(remote), undefined, remote);
    }
    assert.equal(
      repositoryLink({ remote: 'git@github.com:a/b.git', commit: 'main?x=', path: 'a', line: 1 }),
      undefined,
    );
  });
});
