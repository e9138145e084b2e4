import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { addCreditCommands } from './credit-commands.js';
import { addEngineCommands } from './engine-commands.js';
import { EXIT, report } from './exit.js';
import { addModels } from './models-commands.js';
import { hush } from './notice.js';
import { choice, examples, json, language, memory, ratingPart, spill, study, threads } from './options.js';
import { addCompletion, addStartCommands } from './start-commands.js';
import { addValidationCommands } from './validation-commands.js';

const version = (): string => {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version;
    } catch {}
  }
  return 'unknown';
};

/** The command line: metadata only; each action loads what it needs. */
function program(): Command {
  const dipper = new Command('dipper')
    .description(
      'Scores industries, rates enterprises in seven dimensions (R1 to R15), sets credit lines and rates.',
    )
    .version(version())
    .option('-q, --quiet', 'no progress and no notices on stderr; errors all the same')
    .showSuggestionAfterError()
    .exitOverride();
  dipper.hook('preAction', () => hush(dipper.opts().quiet === true));
  addStartCommands(dipper);
  addWeights(dipper);
  addIndustries(dipper);
  addTrain(dipper);
  addRun(dipper);
  addScore(dipper);
  addExplain(dipper);
  addCreditCommands(dipper);
  addEngineCommands(dipper);
  addValidationCommands(dipper);
  addModels(dipper);
  addCompletion(dipper);
  return dipper;
}

function addWeights(dipper: Command): void {
  dipper
    .command('weights')
    .description('judgements → AHP weights, consistency, consensus, advice; needs no study')
    .option('--judgements <file>', 'judgements.csv: expert, node, left, right, value')
    .option('--convert <file>', 'turn matrices or a table of respondents into judgements.csv (with --out)')
    .option('--questionnaire', 'write a blank questionnaire for --spec (with --out)')
    .option('--out <file>', 'where --convert and --questionnaire write: CSV, or a workbook by .xlsx')
    .option('--node <node>', 'the node that a table of respondents belongs to')
    .addOption(
      choice('--positive <side>', 'side that positive answers favour', 'left', 'right').default('left'),
    )
    .option('--experts <file>', 'experts.csv: expert, department, post, weight')
    .option('--departments <file>', 'departments.csv: department, weight')
    .option('--spec <file>', 'industry.spec.json; without it the tree is read from the judgements')
    .addOption(choice('--method <method>', 'how priorities come out of a matrix', 'eigenvector', 'geometric'))
    .addOption(
      choice('--aggregation <way>', 'judgements or priorities', 'aij', 'aip-geometric', 'aip-arithmetic'),
    )
    .addOption(choice('--ri <table>', 'random index table', 'alonso-lamata', 'saaty-1980', 'tummala-ling'))
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper weights --judgements judgements.csv --json',
        'dipper weights --questionnaire --spec models/foshan/industry.spec.json --out questions.csv',
        'dipper weights --convert matrices.csv --out judgements.csv',
        'dipper weights --convert answers.csv --node fast --out judgements.csv',
        'dipper weights --judgements j.csv --experts e.csv --departments d.csv --aggregation aip-geometric',
      ),
    )
    .action(async (options) => (await import('./weights.js')).weights(options));
}

function addIndustries(dipper: Command): void {
  dipper
    .command('industries')
    .description('FAST scores, ranks and target industries; --fit writes industry.json')
    .addOption(study())
    .option('--fit', 'write industry.json (and its variants) to the models folder, and its tables')
    .option('--relearn-bounds', 'with --fit: learn the bounds of indicators again instead of keeping them')
    .addOption(json())
    .addHelpText(
      'after',
      examples('dipper industries --study data/foshan', 'dipper industries --study data/foshan --fit'),
    )
    .action(async (options) => (await import('./industries.js')).industries(options));
}

function addTrain(dipper: Command): void {
  dipper
    .command('train')
    .description('spec and labelled companies → enterprise.json')
    .addOption(study())
    .option('--outcomes <file>', 'outcomes.csv: matured outcomes of own lending become labels')
    .addOption(memory())
    .addOption(threads())
    .addOption(spill())
    .addOption(json())
    .addHelpText(
      'after',
      examples('dipper train --study data/foshan', 'dipper train --study data/sba --json'),
    )
    .action(async (options) => (await import('./train.js')).train(options));
}

function addRun(dipper: Command): void {
  dipper
    .command('run')
    .description('the main job: ratings → target list with lines and rates')
    .addOption(study())
    .addOption(language('language of reasons on the target list'))
    .addOption(ratingPart())
    .option('--report', 'make the report too: dipper report, without a validation')
    .addOption(memory())
    .addOption(threads())
    .addOption(spill())
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper run --study data/foshan',
        'dipper run --study data/foshan --lang zh',
        'dipper run --study data/foshan --report',
        'dipper run --study data/german --part score',
      ),
    )
    .action(async (options) => (await import('./run.js')).run(options));
}

function addScore(dipper: Command): void {
  dipper
    .command('score')
    .description('one filter: company records in, ratings out, without a database')
    .argument('<source>', '- for stdin, or a CSV file')
    .addOption(study())
    .addHelpText(
      'after',
      examples(
        'dipper score - --study data/foshan < data/foshan/companies.csv > ratings.csv',
        'head -2 data/foshan/companies.csv | dipper score - --study data/foshan',
      ),
    )
    .action(async (source, options) => (await import('./score.js')).score(source, options));
}

function addExplain(dipper: Command): void {
  dipper
    .command('explain')
    .description('one firm: why this tier, what is missing, what would move it, what changed since a run')
    .argument('<company_id>', 'the firm')
    .addOption(study())
    .addOption(language('language of the explanation'))
    .option('--since <run>', 'id of an earlier run, or its folder: what changed since')
    .addOption(
      new Option(
        '--html',
        'the sheet for its customer manager: one page, with line, rate and industry',
      ).conflicts(['md', 'since', 'json']),
    )
    .addOption(new Option('--md', 'the same sheet as Markdown').conflicts(['since', 'json']))
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper explain 91440606YXU3GMBF55 --study data/foshan',
        'dipper explain 91440606YXU3GMBF55 --study data/foshan --lang zh',
        'dipper explain 91440606YXU3GMBF55 --study data/foshan --html > sheet.html',
        'dipper explain 91440606YXU3GMBF55 --study data/foshan --since 2024-05-31-1a2b3c4d5e6f',
      ),
    )
    .action(async (id, options) => (await import('./explain.js')).explain(id, options));
}

/**
 * Runs one command.
 * @param args what follows the name of the program
 * @returns the exit code, see EXIT
 */
export async function execute(args: readonly string[]): Promise<number> {
  try {
    await program().parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    const asJson = args.includes('--json');
    return error instanceof CommanderError ? usage(error, asJson) : await report(error, asJson);
  }
}

/** Help and version are no mistakes; with --json a wrong flag or command is told as one, like every other error. */
function usage({ exitCode, message }: CommanderError, asJson: boolean): number {
  if (exitCode === 0) return EXIT.ok;
  if (asJson) {
    const error = { code: 'USAGE', message: message.replace(/^error: /, ''), problems: [] };
    process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
  }
  return EXIT.input;
}
