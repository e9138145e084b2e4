import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addCreditCommands } from './credit-commands.js';
import { addEngineCommands } from './engine-commands.js';
import { EXIT, report } from './exit.js';
import { addIndustryCommands } from './industry-commands.js';
import { forgetLog } from './logged.js';
import { addModels } from './models-commands.js';
import { hush } from './notice.js';
import { addRatingCommands } from './rating-commands.js';
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
  dipper.hook('preAction', (_dipper, command) => {
    hush(dipper.opts().quiet === true);
    assertValues(command);
  });
  addStartCommands(dipper);
  addIndustryCommands(dipper);
  addRatingCommands(dipper);
  addCreditCommands(dipper);
  addEngineCommands(dipper);
  addValidationCommands(dipper);
  addModels(dipper);
  addCompletion(dipper);
  return dipper;
}

/** A flag that needs a value takes what follows, be it another flag: that is a slip, and never meant. */
function assertValues(command: Command): void {
  const flags = new Set<string | undefined>(command.options.flatMap(({ long, short }) => [long, short]));
  flags.delete(undefined);
  for (const option of command.options.filter(({ required }) => required)) {
    const values: unknown[] = [command.opts()[option.attributeName()]].flat();
    const swallowed = values.find((value) => flags.has(value as string));
    if (swallowed !== undefined)
      command.error(`error: ${option.long} needs a value, and ${swallowed} is a flag`, {
        exitCode: EXIT.input,
      });
  }
}

/**
 * Runs one command.
 * @param args what follows the name of the program
 * @returns the exit code, see EXIT
 */
export async function execute(args: readonly string[]): Promise<number> {
  forgetLog();
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
