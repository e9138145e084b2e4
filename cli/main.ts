#!/usr/bin/env node
import { report, SIGNAL_EXIT } from './exit.js';
import { tellInterrupted } from './logged.js';
import { execute } from './program.js';

// Whoever listened has heard enough: the work, its log and its exit code do not depend on them.
process.stdout.on('error', async (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(await report(error, false));
});
// What cannot be told on stderr can be told nowhere; the exit code still holds.
process.stderr.on('error', () => {});
for (const [signal, code] of Object.entries(SIGNAL_EXIT))
  process.on(signal, () => {
    // After what the library does when the process ends: it takes back what was not written whole.
    process.once('exit', tellInterrupted);
    process.exit(code);
  });

process.exitCode = await execute(process.argv.slice(2));
