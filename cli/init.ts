import { join } from 'node:path';
import { heading, plain, printJson, printLines, syntheticNotice } from './print.js';

/** `dipper init`: a study folder that runs at once, and what to type next. */
export async function init(folder: string, flags: { readonly json?: boolean }): Promise<void> {
  const { initStudy } = await import('../src/index.js');
  const made = await initStudy(folder);
  if (flags.json) return printJson(made);
  if (made.synthetic) printLines(syntheticNotice());
  const shown = plain(folder);
  printLines(
    heading('Written'),
    ...made.files.map((path) => `  ${join(shown, path)}`),
    heading('Next'),
    `  dipper check --study ${shown}`,
    `  dipper run --study ${shown}`,
    '',
    `  ${join(shown, 'README.md')} says what each file is and what to replace.`,
  );
}
