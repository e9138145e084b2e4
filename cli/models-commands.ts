import { Argument, type Command } from 'commander';
import { examples, json, language, study } from './options.js';

/** Commands about the documents that decide. */
export function addModels(dipper: Command): void {
  const models = dipper.command('models').description('the documents that decide');
  models
    .command('list')
    .description('specs and documents of a study, with status and fingerprint')
    .addOption(study())
    .addOption(json())
    .addHelpText('after', examples('dipper models list --study data/foshan'))
    .action(async (options) => (await import('./models.js')).listModels(options));
  models
    .command('show')
    .description('a document as a person reads it')
    .addArgument(new Argument('<document>').choices(['enterprise', 'industry', 'policy']))
    .addOption(study())
    .addOption(language('language of names and bins'))
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper models show enterprise --study data/foshan',
        'dipper models show policy --study data/foshan --lang zh',
      ),
    )
    .action(async (name, options) => (await import('./models.js')).showModel(name, options));
  addModelsDiff(models);
}

function addModelsDiff(models: Command): void {
  models
    .command('diff')
    .description(
      'two policies: what differs, and which firms, lines and rates of the study move by it, before caps on the whole list',
    )
    .argument('<before>', 'policy.json as it is')
    .argument('<after>', 'policy.json as it would be')
    .addOption(study())
    .option(
      '--out <file>',
      'write every firm that moves, with line and rate before and after: CSV, or a workbook by .xlsx',
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'dipper models diff models/foshan/policy.json proposed.json --study data/foshan',
        'dipper models diff models/foshan/policy.json proposed.json --study data/foshan --out moved.xlsx',
      ),
    )
    .action(async (before, after, options) =>
      (await import('./models-diff.js')).diff(before, after, options),
    );
}
