import { notice } from './notice.js';
import { many, printJson, syntheticNotice } from './print.js';

interface SampleFlags {
  readonly study: string;
  readonly run: string;
  readonly n?: number;
  readonly seed?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** `dipper sample`: firms to visit, as CSV; how many of what goes to stderr. */
export async function sample(flags: SampleFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const { run, n, seed } = flags;
  await dipper.assertOut(flags.out, { study, given: [] });
  const found = await dipper.sampleVisits(study, {
    run,
    ...(n === undefined ? {} : { n }),
    ...(seed === undefined ? {} : { seed }),
  });
  const { table } = found;
  if (flags.out !== undefined) await dipper.writeTable(flags.out, table, 'sample');
  if (flags.json) return printJson(found);
  if (flags.out === undefined) {
    for (const row of [table.columns, ...table.rows]) process.stdout.write(dipper.csvLine(row));
  }
  if (study.synthetic) notice(syntheticNotice());
  notice(
    `${many(table.rows.length, 'firm')} to visit of ${found.run}, drawn by tier with seed ${found.seed}`,
  );
}
