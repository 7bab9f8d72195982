// The step itself: brings the servers up, and tells later steps how to reach them.
'use strict';

const runner = require('./runner');
const place = require('./place');
const results = require('./results');
const { runTarget } = require('./build');

/** The inputs that are no settings of the build, or go to it in another way. */
const own = ['environment', 'name', 'base'];

const title = 'MySQL replication';

async function main() {
  const where = place.fromInputs();
  // Before anything is started, so that the post step finds it whatever happens.
  place.save(where);
  for (const name of runner.givenInputs().filter(input => input.endsWith('-password'))) runner.mask(runner.input(name));

  const begin = Date.now();
  const run = await runTarget('VerifySync', where, { ...runner.environmentWithoutInputs(), ...settings() });
  const result = results.read(where.folder, begin);
  if (result) tell(result, where);
  if (run.exitCode !== 0) fail(run, result);
  // It may be about a failure, too.
  if (result) runner.addToSummary(results.summary(result, where, begin));
}

/** Settings go by the environment: there, passwords are not seen by other processes, and a value may have several lines. */
function settings() {
  return Object.fromEntries(runner.givenInputs()
    .filter(name => !own.includes(name))
    .map(name => [`MYSQL_REPLICATION_${name.toUpperCase().replaceAll('-', '_')}`, runner.input(name)]));
}

function tell(result, where) {
  const variables = results.variables(where.folder);
  for (const [name, value] of variables) {
    if (/_(PASSWORD|CONNECTION_STRING)$/.test(name)) runner.mask(value);
  }

  for (const [name, value] of variables) {
    runner.setOutput(name.replace(/^MYSQL_/, '').toLowerCase().replaceAll('_', '-'), value);
    if (runner.input('environment') !== 'false') runner.exportVariable(name, value);
  }

  runner.setOutput('servers', JSON.stringify(result.servers.map(({ name, role, host, port }) => ({ name, role: role.toLowerCase(), host, port }))));
  runner.setOutput('folder', where.folder);
}

/** One annotation for each problem of a replica; where it did not come to a verdict, one with what the build said. */
function fail(run, result) {
  const problems = results.problems(result);
  for (const [replica, problem] of problems) runner.error(`${title}: ${replica}`, problem);
  if (problems.length === 0) runner.error(title, run.message || `The build ended with exit code ${run.exitCode}.`);
  if (problems.length === 0) runner.addToSummary(`### ${title} failed\n\n\`\`\`text\n${run.message}\n\`\`\`\n`);
  process.exitCode = 1;
}

main().catch(problem => {
  runner.error(title, problem.message);
  process.exitCode = 1;
});
