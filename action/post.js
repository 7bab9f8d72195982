// After the job, however it ended: takes down what the step brought up.
'use strict';

const { existsSync } = require('node:fs');
const runner = require('./runner');
const place = require('./place');
const { runTarget } = require('./build');

const title = 'MySQL replication: teardown';

async function post() {
  const where = place.saved();
  // The folder is made before any server is.
  if (!where || !existsSync(where.folder)) {
    process.stdout.write('There is nothing to tear down.\n');
    return;
  }

  const run = await runTarget('Teardown', where, runner.environmentWithoutInputs());
  if (run.exitCode !== 0) {
    runner.error(title, run.message || `The build ended with exit code ${run.exitCode}.`);
    process.exitCode = 1;
  }
}

post().catch(problem => {
  runner.error(title, problem.message);
  process.exitCode = 1;
});
