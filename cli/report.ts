import { stat } from 'node:fs/promises';
import { count, printJson, printLines, quiet, syntheticNotice } from './print.js';
import { showProgress } from './progress.js';

interface ReportFlags {
  readonly study: string;
  readonly run: string;
  readonly lang: 'en' | 'zh';
  readonly validate?: boolean;
  readonly outcomes?: string;
  readonly by?: readonly string[];
  readonly internal?: string;
  readonly lists?: readonly string[];
  readonly until?: string;
  readonly log?: string;
  readonly list: boolean;
  readonly json?: boolean;
}

/** `dipper report`: everything about a run in one HTML file. */
export async function report(flags: ReportFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const { outcomes, by, internal, lists, until, log } = flags;
  const isValidated = flags.validate || [outcomes, by, internal].some((flag) => flag !== undefined);
  const isCounted = [outcomes, lists, until, log].some((flag) => flag !== undefined);
  const result = await dipper.reportRun(study, {
    run: flags.run,
    language: flags.lang,
    withoutList: !flags.list,
    ...(isValidated && {
      validation: { ...(outcomes && { outcomes }), ...(by && { by }), ...(internal && { internal }) },
    }),
    ...(isCounted && {
      funnel: {
        ...(outcomes && { outcomes }),
        ...(lists && { lists }),
        ...(until && { until }),
        ...(log && { log }),
      },
    }),
    onProgress: showProgress(),
  });
  if (flags.json) return printJson(result);
  if (study.synthetic) printLines(syntheticNotice());
  if (result.alreadyComplete) printLines('Already complete: nothing changed since this report was made.');
  const { size } = await stat(result.file);
  printLines(
    result.file,
    quiet(`  ${count(size / 1000)} kB, opens in any browser, asks for nothing outside`),
  );
}
