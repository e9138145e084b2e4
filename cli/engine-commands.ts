import type { Command } from 'commander';
import { RANGES } from '../src/opening.js';
import { choice, examples, json, memory, ratingPart, spill, study, threads, wholeNumber } from './options.js';

/** The commands about engines: the job as SQL, and the proof that two readings agree. */
export function addEngineCommands(dipper: Command): void {
  addCompile(dipper);
  addVerify(dipper);
}

function addCompile(dipper: Command): void {
  dipper
    .command('compile')
    .description('the same job as SQL for another engine: views over a typed table of companies')
    .addOption(study())
    .addOption(choice('--dialect <name>', 'the engine', 'duckdb', 'spark').makeOptionMandatory())
    .addOption(
      choice(
        '--part <part>',
        'which views; each part reads those of the parts before it',
        'check',
        'score',
        'credit',
        'all',
      ).default('all'),
    )
    .option('--from <table>', 'the table of companies', 'company')
    .option('--out <file>', 'write the SQL there instead of to stdout')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper compile --study data/foshan --dialect spark > job.sql',
        'dipper compile --study data/foshan --dialect duckdb --from lake.companies --out job.sql',
      ),
    )
    .action(async (options) => (await import('./compile.js')).compile(options));
}

function addVerify(dipper: Command): void {
  dipper
    .command('verify')
    .description('plain TypeScript against compiled SQL, firm by firm, in every column of rating and credit')
    .addOption(study())
    .addOption(wholeNumber('--sample <n>', 'about how many firms (default: all)', RANGES.sample))
    .addOption(ratingPart())
    .addOption(memory())
    .addOption(threads())
    .addOption(spill())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper verify --study data/foshan',
        'dipper verify --study data/foshan --sample 1000',
        'dipper verify --study data/foshan --part score',
      ),
    )
    .action(async (options) => (await import('./verify.js')).verify(options));
}
