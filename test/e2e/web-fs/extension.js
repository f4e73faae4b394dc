// A workspace for the server-less web window: scheme e2efs:, files of the test's folder over HTTP.
const vscode = require('vscode');
exports.activate = (context) => {
  const base = context.extensionUri.with({ path: '/fs' }).toString(true);
  const call = async (op, uri, init) => {
    const r = await fetch(`${base}/${op}?p=${encodeURIComponent(uri.path)}`, init);
    if (r.status === 404) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    if (!r.ok) {
      throw vscode.FileSystemError.Unavailable(`${op} ${uri.path}: ${r.status}`);
    }
    return r;
  };
  const changed = new vscode.EventEmitter();
  const fire = (type, uri) => changed.fire([{ type, uri }]);
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider(
      'e2efs',
      {
        onDidChangeFile: changed.event,
        watch: () => new vscode.Disposable(() => {}),
        stat: async (uri) => (await call('stat', uri)).json(),
        readDirectory: async (uri) => (await call('list', uri)).json(),
        readFile: async (uri) => new Uint8Array(await (await call('read', uri)).arrayBuffer()),
        writeFile: async (uri, body) => {
          await call('write', uri, { method: 'POST', body });
          fire(vscode.FileChangeType.Changed, uri);
        },
        createDirectory: async (uri) => {
          await call('mkdir', uri, { method: 'POST' });
          fire(vscode.FileChangeType.Created, uri);
        },
        delete: async (uri) => {
          await call('delete', uri, { method: 'POST' });
          fire(vscode.FileChangeType.Deleted, uri);
        },
        rename: async (from, to) => {
          await call('rename', from, { method: 'POST', body: to.path });
          fire(vscode.FileChangeType.Deleted, from);
          fire(vscode.FileChangeType.Created, to);
        },
      },
      { isCaseSensitive: true },
    ),
  );
  context.subscriptions.push(
    vscode.workspace.registerFileSearchProvider('e2efs', {
      provideFileSearchResults: async (_query, options) =>
        (await (await call('files', options.folder)).json()).map((path) => options.folder.with({ path })),
    }),
  );
};
