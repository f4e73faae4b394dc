// Preloaded (--require) into VS Code's server; the server hands it on to its extension hosts, and this file to every
// Node process that they start. Refuses whatever would leave the machine, and records it in $HANDRAIL_OUTSIDE.
'use strict';
const childProcess = require('node:child_process');
const dgram = require('node:dgram');
const dns = require('node:dns');
const fs = require('node:fs');
const net = require('node:net');

const own = (host) =>
  !host || /^(localhost|127\.\d+\.\d+\.\d+|::1|::|0\.0\.0\.0|::ffff:127\.\d+\.\d+\.\d+)$/i.test(host);

function refuse(how, host) {
  const who = process.argv.slice(1).join(' ').slice(0, 120);
  if (process.env.HANDRAIL_OUTSIDE) fs.appendFileSync(process.env.HANDRAIL_OUTSIDE, `${how} ${host} by ${who}\n`);
  return Object.assign(new Error(`${how} ${host}: only this machine can be reached`), { code: 'ENETUNREACH' });
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const flat = Array.isArray(args[0]) ? args[0] : args; // net.connect hands its arguments on as one list
  const host = typeof flat[0] === 'object' && flat[0] ? (flat[0].path ? undefined : flat[0].host) : flat[1];
  if (typeof host !== 'string' || own(host)) return connect.apply(this, args);
  const error = refuse('connect', host);
  process.nextTick(() => this.destroy(error));
  return this;
};

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...args) {
  const host = args.filter((arg) => typeof arg === 'string').at(-1);
  if (own(host)) return send.apply(this, args);
  throw refuse('send', host);
};

/** Every look-up of a name leaves the machine; callbacks and promises are refused alike. */
function guardNames(target, answer) {
  for (const name of Object.keys(target)) {
    if (!/^(lookup|resolve|reverse)/.test(name) || typeof target[name] !== 'function') continue;
    const real = target[name];
    target[name] = function (host, ...rest) {
      if (own(host) || net.isIP(host)) return real.call(this, host, ...rest);
      return answer(refuse(name, host), rest.at(-1));
    };
  }
}
guardNames(dns, (error, done) => process.nextTick(done, error));
guardNames(dns.promises, (error) => Promise.reject(error));

// a language server is started with its own arguments only
const spawn = childProcess.ChildProcess.prototype.spawn;
childProcess.ChildProcess.prototype.spawn = function (options) {
  const { file, args } = options;
  const guarded = args?.includes(__filename);
  if (file === process.execPath && args && !guarded)
    options.args = [args[0], '--require', __filename, ...args.slice(1)];
  return spawn.call(this, options);
};
