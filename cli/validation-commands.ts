import type { Command } from 'commander';
import { RANGES } from '../src/opening.js';
import { examples, json, language, study, untilOption, wholeNumber } from './options.js';

/** The commands that hold ratings against what happened, and new months against old ones. */
export function addValidationCommands(dipper: Command): void {
  addValidate(dipper);
  addMonitor(dipper);
  addReviews(dipper);
  addSample(dipper);
  addVisits(dipper);
  addReport(dipper);
}

function addReport(dipper: Command): void {
  dipper
    .command('report')
    .description('everything about a run in one HTML file, in English and Chinese')
    .addOption(study())
    .requiredOption('--run <run>', 'the run: its id, or its folder')
    .addOption(language('language the page opens in'))
    .option('--validate', 'test the ratings against the labels of the company table')
    .option('--outcomes <file>', 'outcomes.csv: test the ratings against it, and count the funnel')
    .option('--by <columns...>', 'with a validation: company columns to make segments of')
    .option('--internal <column>', 'with a validation: the bank’s own rating, higher is worse')
    .option('--lists <files...>', 'target lists that came back, for the funnel')
    .addOption(untilOption())
    .option('--log <file>', 'log of decisions, for the funnel (default: the study’s)')
    .option('--no-list', 'leave out the target list')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper report --study data/foshan --run 2024-06-30-1a2b3c4d5e6f --validate',
        'dipper report --study data/foshan --run 2024-06-30-1a2b3c4d5e6f --lang zh --no-list',
      ),
    )
    .action(async (options) => (await import('./report.js')).report(options));
}

function addVisits(dipper: Command): void {
  dipper
    .command('visits')
    .description(
      'visits read back: how far the company table is right, and what the ratings would be with what was seen',
    )
    .argument('<file>', 'visits.csv: company_id, field, seen_value; optional visitor, branch, date')
    .addOption(study())
    .requiredOption('--sample <file>', 'what dipper sample wrote')
    .addOption(json())
    .addHelpText('after', examples('dipper visits visits.csv --sample sample.csv --study data/foshan'))
    .action(async (file, options) => (await import('./visits.js')).visits(file, options));
}

function addSample(dipper: Command): void {
  dipper
    .command('sample')
    .description('firms to visit: a random sample by tier, with the probability of inclusion of each, as CSV')
    .addOption(study())
    .requiredOption('--run <run>', 'the run: its id, or its folder')
    .addOption(wholeNumber('--n <firms>', 'how many firms', RANGES.visits).default(375))
    .addOption(wholeNumber('--seed <seed>', 'another draw (default: the seed of the study)', RANGES.seed))
    .option('--out <file>', 'write it there instead of to stdout: CSV, or a workbook by .xlsx')
    .addOption(json())
    .addHelpText(
      'after',
      examples('dipper sample --study data/foshan --run 2024-06-30-1a2b3c4d5e6f --n 375 --out sample.csv'),
    )
    .action(async (options) => (await import('./sample.js')).sample(options));
}

function addReviews(dipper: Command): void {
  dipper
    .command('reviews')
    .description('how far the people who reviewed firms agree with a run, by department')
    .argument('<file>', 'reviews.csv: company_id, reviewer, department, tier; optional post, comment, date')
    .addOption(study())
    .requiredOption('--run <run>', 'the run: its id, or its folder')
    .addOption(json())
    .addHelpText(
      'after',
      examples('dipper reviews reviews.csv --study data/foshan --run 2024-06-30-1a2b3c4d5e6f'),
    )
    .action(async (file, options) => (await import('./reviews.js')).reviews(file, options));
}

function addValidate(dipper: Command): void {
  dipper
    .command('validate')
    .description(
      'a run against what happened: back-test by tier, calibration, ranking, segments, the bank’s own rating',
    )
    .addOption(study())
    .requiredOption('--run <run>', 'the run: its id, or its folder')
    .option('--outcomes <file>', 'outcomes.csv: matured outcomes stand above the labels of the company table')
    .option(
      '--by <columns...>',
      'company columns to make segments of, beside the industry; numbers in five classes (default: town and revenue)',
    )
    .option('--internal <column>', 'the column with the bank’s own rating, higher is worse')
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper validate --study data/foshan --run 2024-06-30-1a2b3c4d5e6f --internal internal_rating',
        'dipper validate --study data/foshan --run RUN --outcomes outcomes.csv --by town ownership',
      ),
    )
    .action(async (options) => (await import('./validate.js')).validate(options));
}

function addMonitor(dipper: Command): void {
  dipper
    .command('monitor')
    .description('a new run against an earlier one: score, features, migration, concentration, overrides')
    .addOption(study())
    .requiredOption('--run <run>', 'the new run: its id, or its folder')
    .requiredOption('--against <run>', 'the run it is held against')
    .option('--plan <file>', 'monitor.json: what is checked, and its limits')
    .addOption(
      wholeNumber(
        '--halves <n>',
        'split the earlier run at random this often and count false alarms',
        RANGES.halves,
      ).default(0),
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper monitor --study data/foshan --run 2024-07-31-1a2b3c4d5e6f --against 2024-06-30-5f6e7d8c9b0a',
        'dipper monitor --study data/foshan --run RUN --against RUN0 --plan monitor.json --halves 200',
      ),
    )
    .action(async (options) => (await import('./monitor.js')).monitor(options));
}
