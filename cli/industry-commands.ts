import type { Command } from 'commander';
import { choice, examples, json, study } from './options.js';

/** Weights and industry scores. */
export function addIndustryCommands(dipper: Command): void {
  addWeights(dipper);
  addIndustries(dipper);
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
