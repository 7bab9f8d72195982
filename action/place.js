// Where the topology of a step is.
'use strict';

const os = require('node:os');
const path = require('node:path');
const runner = require('./runner');

/** From the inputs of the step. A relative folder is one of the workspace. */
function fromInputs() {
  const workspace = process.env.GITHUB_WORKSPACE || process.cwd();
  const name = runner.input('name') || process.env.MYSQL_REPLICATION_NAME || 'mysql';
  const base = runner.input('base') || process.env.MYSQL_REPLICATION_BASE || path.join('.mysql-replication', name);
  const report = runner.input('report') || process.env.MYSQL_REPLICATION_REPORT || path.join(process.env.RUNNER_TEMP || os.tmpdir(), `mysql-replication-report-${name}`);
  return { workspace, name, folder: path.resolve(workspace, base), report: path.resolve(workspace, report) };
}

/** Keeps it for the post step. */
function save(place) {
  for (const [key, value] of Object.entries(place)) runner.saveState(key, value);
}

/** As it was kept; null where the step did not come that far. */
function saved() {
  const place = { workspace: runner.state('workspace'), name: runner.state('name'), folder: runner.state('folder'), report: runner.state('report') };
  return place.folder === '' ? null : place;
}

module.exports = { fromInputs, save, saved };
