import { type Command, Option } from 'commander';
import { examples, json, language, memory, ratingPart, spill, study, threads } from './options.js';

/** The rating: training, the main job, single firms. */
export function addRatingCommands(dipper: Command): void {
  addTrain(dipper);
  addRun(dipper);
  addScore(dipper);
  addExplain(dipper);
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
        '--run <run>',
        'id of a run, or its folder: the firm as that run rated and priced it, without any company table',
      ).conflicts('since'),
    )
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
        'dipper explain 91440606YXU3GMBF55 --study data/foshan --run 2024-05-31-1a2b3c4d5e6f',
      ),
    )
    .action(async (id, options) => (await import('./explain.js')).explain(id, options));
}
