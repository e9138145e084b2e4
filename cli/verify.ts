import { type EngineFlags, engineOptions } from './engine-flags.js';
import { EXIT } from './exit.js';
import {
  count,
  heading,
  many,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  warning,
} from './print.js';

interface VerifyFlags extends EngineFlags {
  readonly sample?: number;
  readonly part: 'score' | 'all';
}

type Verification = import('../src/index.js').Verification;

/** `dipper verify`: the two readings of the documents, held against each other. */
export async function verify(flags: VerifyFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const sample = flags.sample === undefined ? {} : { sample: flags.sample };
  const found = await dipper.verifyStudy(study, {
    ...sample,
    part: flags.part,
    ...engineOptions(flags),
  });
  if (found.differing > 0) process.exitCode = EXIT.verdict;
  if (flags.json) return printJson(found);
  if (study.synthetic) printLines(syntheticNotice());
  const { rows, columns, differing, rejected } = found;
  printLines(
    `${many(rows, 'firm')} in ${columns.length} columns, TypeScript against compiled SQL; ${many(rejected, 'record')} left out by both`,
  );
  if (differing === 0) return printLines('No difference.');
  printLines(warning(`${differing === 1 ? '1 firm differs' : `${count(differing)} firms differ`}`));
  const byColumn = Object.entries(found.byColumn).map(([name, n]) => [name, count(n)]);
  printLines(table(['column', 'firms'], byColumn));
  printFirst(found);
}

function printFirst({ first }: Verification): void {
  if (first === null) return;
  const said = (value: unknown) => (value === null || value === undefined ? '—' : plain(String(value)));
  const rows = first.differences.map(({ column, expected, found }) => [column, said(expected), said(found)]);
  printLines(
    heading(
      `The first that differs: ${plain(first.companyId)}, ${first.line === null ? 'which only SQL has' : `line ${first.line}`}`,
    ),
    table(['column', 'TypeScript', 'SQL'], rows, [0, 1, 2]),
    quiet('  how TypeScript read its features'),
    table(
      ['feature', 'value', 'bin', 'points'],
      first.features.map(({ id, value, bin, points }) => [id, said(value), String(bin), String(points)]),
    ),
  );
}
