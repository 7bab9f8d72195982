// Runs a target of the build that this action is a part of.
'use strict';

const { spawn } = require('node:child_process');
const path = require('node:path');

const root = path.dirname(__dirname);
const windows = process.platform === 'win32';

/**
 * Runs a target to its end, with its output in the log. A signal that reaches this process is passed on: the build takes back
 * what it has begun.
 * @param target The target.
 * @param place Where the topology is.
 * @param environment The environment of the build.
 * @returns The exit code, and the build's error message where there is one.
 */
function runTarget(target, place, environment) {
  const words = [`--target=${target}`, `--working=${place.workspace}`, `--name=${place.name}`, `--base=${place.folder}`];
  const [program, script] = windows
    ? ['pwsh', ['-NoLogo', '-NoProfile', '-File', path.join(root, 'build.ps1')]]
    : ['bash', [path.join(root, 'build.sh')]];

  return new Promise((resolve, reject) => {
    const child = spawn(program, [...script, ...words], {
      cwd: root,
      env: { ...environment, DOTNET_NOLOGO: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stdout.on('data', data => process.stdout.write(data));
    child.stderr.on('data', data => {
      process.stderr.write(data);
      errors += data;
    });

    const passOn = signal => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, passOn);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const one of ['SIGINT', 'SIGTERM']) process.off(one, passOn);
      resolve({ exitCode: code ?? 1, message: messageIn(errors) || (signal ? `The build was ended by ${signal}.` : '') });
    });
  });
}

/** What a build says of its failure: all that follows the last "Error:", or all that it wrote where there is none. */
function messageIn(errors) {
  const plain = errors.replace(/\u001b\[[0-9;]*m/g, '').trim();
  const begin = plain.lastIndexOf('\nError: ') + 1;
  return plain.slice(begin).replace(/^Error: /, '');
}

module.exports = { runTarget };
