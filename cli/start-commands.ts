import { Argument, type Command, Option } from 'commander';
import { examples, json, matching, memory, spill, study, threads } from './options.js';

/** The commands for the first day: a study folder, what is wrong with one's files, what files look like. */
export function addStartCommands(dipper: Command): void {
  addInit(dipper);
  addCheck(dipper);
  addSchema(dipper);
}

function addInit(dipper: Command): void {
  dipper
    .command('init')
    .description(
      'a study folder: the synthetic sample, which runs at once; or drafted from a company table, to be trained',
    )
    .argument('<folder>', 'a new folder, or an empty one')
    .option('--from <file>', 'a company table of one’s own: types, features and label are drafted from it')
    .option('--bad <comparison>', 'with --from: which firms are bad, e.g. default=1 or days_overdue>=90')
    .option('--good <comparison>', 'with --from: which are good (default: the others)')
    .option(
      '--id <column>',
      'with --from: the ids (default: a known header, or the first column without repeats)',
    )
    .option('--as-of <day>', 'with --from: the day that the table speaks of, YYYY-MM-DD')
    .option('--synthetic', 'with --from: the data are made up, and every output is to say so')
    .addOption(
      new Option('--currency <code>', 'with --from: what its amounts are in (default: CNY)').argParser(
        matching(/^[A-Z]{3}$/, 'a currency code such as CNY'),
      ),
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper init my-study',
        'dipper init my-study && dipper run --study my-study',
        'dipper init my-card --from firms.csv --bad default=1 --as-of 2024-06-30',
      ),
    )
    .action(async (folder, options) => (await import('./init.js')).init(folder, options));
}

function addCheck(dipper: Command): void {
  dipper
    .command('check')
    .description(
      'every input of a study: problems, data quality, proposed mapping of headers; writes nothing',
    )
    .addOption(study())
    .addOption(memory())
    .addOption(threads())
    .addOption(spill())
    .addOption(json())
    .addHelpText(
      'after',
      examples('dipper check --study data/foshan', 'dipper check --study my-study --json'),
    )
    .action(async (options) => (await import('./check.js')).check(options));
}

function addSchema(dipper: Command): void {
  dipper
    .command('schema')
    .description('JSON Schema of a spec or document, columns of a table; without a name, what there is')
    .argument('[name]', 'e.g. policy, enterprise-spec, companies, judgements')
    .addOption(study())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper schema',
        'dipper schema policy > policy.schema.json',
        'dipper schema companies --study data/foshan',
        'dipper schema judgements --json',
      ),
    )
    .action(async (name, options) => (await import('./schema.js')).schema(name, options));
}

/** The command that writes completion scripts; it describes every other one, so it comes last. */
export function addCompletion(dipper: Command): void {
  dipper
    .command('completion')
    .description('a script that completes commands, flags and choices in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish']))
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'eval "$(dipper completion bash)"',
        'dipper completion zsh > ~/.zfunc/_dipper',
        'dipper completion fish | source',
      ),
    )
    .action(async (shell, options) => (await import('./completion.js')).completion(shell, dipper, options));
}
