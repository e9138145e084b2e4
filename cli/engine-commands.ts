import { type Command, Option } from 'commander';
import { examples, json, matching, memory, spill, study, threads } from './options.js';

/** The commands about engines: the job as SQL, and the proof that two readings agree. */
export function addEngineCommands(dipper: Command): void {
  addCompile(dipper);
  addVerify(dipper);
}

function addCompile(dipper: Command): void {
  const choice = (flags: string, text: string, ...values: readonly string[]) =>
    new Option(flags, text).choices(values);
  dipper
    .command('compile')
    .description('the same job as SQL for another engine: views over a typed table of companies')
    .addOption(study())
    .addOption(choice('--dialect <name>', 'the engine', 'duckdb', 'spark').makeOptionMandatory())
    .addOption(choice('--part <part>', 'which views', 'check', 'score', 'credit', 'all').default('all'))
    .option('--from <table>', 'the table of companies', 'company')
    .option('--out <file>', 'write the SQL there instead of to stdout')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper compile --study data/foshan --dialect spark > job.sql',
        'dipper compile --study data/foshan --dialect duckdb --part score --from lake.companies',
      ),
    )
    .action(async (options) => (await import('./compile.js')).compile(options));
}

function addVerify(dipper: Command): void {
  const whole = matching(/^[1-9]\d{0,9}$/, 'a whole number');
  dipper
    .command('verify')
    .description('plain TypeScript against compiled SQL, firm by firm, in every column of rating and credit')
    .addOption(study())
    .addOption(
      new Option('--sample <n>', 'about how many firms (default: all)').argParser((text) =>
        Number(whole(text)),
      ),
    )
    .addOption(memory())
    .addOption(threads())
    .addOption(spill())
    .addOption(json())
    .addHelpText(
      'after',
      examples('dipper verify --study data/foshan', 'dipper verify --study data/foshan --sample 1000'),
    )
    .action(async (options) => (await import('./verify.js')).verify(options));
}
