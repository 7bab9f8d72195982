// What the build has left for later steps.
'use strict';

const { existsSync, readFileSync, statSync } = require('node:fs');
const path = require('node:path');

/** A summary may not be larger: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const largestSummary = 1024 * 1024;

/** The result file for programs, if this run has written it; else null. */
function read(folder, since) {
  const file = path.join(folder, 'mysql-replication.json');
  return isNew(file, since) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** The variables of the file for shells, as [name, value]. A value stands in single quotes, and a quote in it as '\''. */
function variables(folder) {
  const text = readFileSync(path.join(folder, 'mysql-replication.env'), 'utf8');
  return [...text.matchAll(/^(\w+)='((?:[^']|'\\'')*)'$/gm)].map(([, name, value]) => [name, value.replaceAll("'\\''", "'")]);
}

/** What is wrong with replicas, as [replica, problem]. */
function problems(result) {
  return (result?.report?.replicas ?? []).flatMap(replica => replica.problems.map(problem => [replica.name, problem]));
}

/** The summary of a run: the report, where the build has written one, else a table of the servers. */
function summary(result, place, since) {
  // A build that fails keeps one beside what else tells why.
  const reports = [path.join(place.workspace, 'artifacts', 'mysql-replication', place.name), place.report].map(folder => path.join(folder, 'report.md'));
  const report = reports.find(file => isNew(file, since) && statSync(file).size < largestSummary);
  if (report) return readFileSync(report, 'utf8');

  const replicas = new Map((result.report?.replicas ?? []).map(replica => [replica.name, replica]));
  const rows = result.servers.map(server => {
    const replica = replicas.get(server.name);
    const lag = replica?.lagMilliseconds;
    return [
      `\`${server.name}\``, server.role.toLowerCase(), `${server.host}:${server.port}`,
      replica ? `${replica.receiver} / ${replica.applier}` : '', lag === undefined || lag === null ? '' : `${Math.round(lag)} ms`,
    ];
  });
  return [
    `### MySQL replication: ${result.name} ${verdict(result)}`,
    '',
    ...[['Server', 'Role', 'Address', 'Receiver / applier', 'Lag'], Array(5).fill('---'), ...rows].map(cells => `| ${cells.join(' | ')} |`),
    '',
    ...problems(result).map(([replica, problem]) => `- \`${replica}\`: ${problem}`),
  ].join('\n');
}

function verdict(result) {
  if (!result.report) return 'was not verified';
  return problems(result).length === 0 ? 'is in sync' : 'is not in sync';
}

function isNew(file, since) {
  return existsSync(file) && statSync(file).mtimeMs >= since;
}

module.exports = { read, variables, problems, summary };
