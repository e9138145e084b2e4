#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { EXIT, report } from './exit.js';

const version = (): string => {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version;
    } catch {}
  }
  return 'unknown';
};

const study = () => new Option('--study <folder>', 'the folder with dipper.json').default('.');
const json = () => new Option('--json', 'print one JSON document on stdout');

/** The command line: metadata only; each action loads what it needs. */
function program(): Command {
  const dipper = new Command('dipper')
    .description(
      'Scores industries, rates enterprises in seven dimensions (R1 to R15), sets credit lines and rates.',
    )
    .version(version())
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });

  dipper
    .command('industries')
    .description('FAST scores, ranks and target industries; --fit writes industry.json')
    .addOption(study())
    .option('--fit', 'write industry.json (and its variants) to the models folder')
    .addOption(json())
    .addHelpText(
      'after',
      '\nExamples:\n  dipper industries --study data/foshan\n  dipper industries --study data/foshan --fit',
    )
    .action(async (options) => (await import('./industries.js')).industries(options));

  dipper
    .command('train')
    .description('spec and labelled companies → enterprise.json')
    .addOption(study())
    .option('--memory <size>', 'most memory before spilling to disk, e.g. 1GB')
    .option('--threads <n>', 'worker threads', Number)
    .addOption(json())
    .addHelpText(
      'after',
      '\nExamples:\n  dipper train --study data/foshan\n  dipper train --study data/sba --json',
    )
    .action(async (options) => (await import('./train.js')).train(options));

  dipper
    .command('run')
    .description('the main job: ratings → target list with lines and rates')
    .addOption(study())
    .addOption(
      new Option('--lang <language>', 'language of reasons on the target list')
        .choices(['en', 'zh'])
        .default('en'),
    )
    .option('--memory <size>', 'most memory before spilling to disk, e.g. 1GB')
    .option('--threads <n>', 'worker threads', Number)
    .addOption(json())
    .addHelpText(
      'after',
      '\nExamples:\n  dipper run --study data/foshan\n  dipper run --study data/foshan --lang zh --json',
    )
    .action(async (options) => (await import('./run.js')).run(options));
  return dipper;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});
process.on('SIGINT', () => process.exit(EXIT.interrupted));

try {
  await program().parseAsync();
} catch (error) {
  const early = error instanceof CommanderError;
  process.exitCode = early ? (error.exitCode === 0 ? EXIT.ok : EXIT.input) : await report(error);
}
