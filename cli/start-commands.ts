import type { Command } from 'commander';
import { examples, json } from './options.js';

/** The commands for the first day: a study folder, what is wrong with one's files, what files look like. */
export function addStartCommands(dipper: Command): void {
  addInit(dipper);
}

function addInit(dipper: Command): void {
  dipper
    .command('init')
    .description('a study folder that runs at once: the synthetic sample, to be replaced file by file')
    .argument('<folder>', 'a new folder, or an empty one')
    .addOption(json())
    .addHelpText(
      'after',
      examples('dipper init my-study', 'dipper init my-study && dipper run --study my-study'),
    )
    .action(async (folder, options) => (await import('./init.js')).init(folder, options));
}
