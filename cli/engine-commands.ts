import { type Command, Option } from 'commander';
import { examples, json, study } from './options.js';

/** The commands about engines: the job as SQL, and the proof that two readings agree. */
export function addEngineCommands(dipper: Command): void {
  addCompile(dipper);
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
