import { join } from 'node:path';
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

interface InitFlags {
  readonly from?: string;
  readonly bad?: string;
  readonly good?: string;
  readonly id?: string;
  readonly asOf?: string;
  readonly currency?: string;
  readonly synthetic?: boolean;
  readonly json?: boolean;
}

type Dipper = typeof import('../src/index.js');
type Drafted = import('../src/index.js').DraftedStudy;

/** `dipper init`: a study folder, the sample's or drafted from a company table, and what to type next. */
export async function init(folder: string, flags: InitFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  if (flags.from !== undefined) {
    const drafted = await draft(folder, flags, dipper);
    return flags.json ? printJson(drafted) : printDraft(folder, drafted);
  }
  assertUsed(flags, dipper);
  const made = await dipper.initStudy(folder);
  if (flags.json) return printJson(made);
  if (made.synthetic) printLines(syntheticNotice());
  printWritten(folder, made.files);
  const shown = plain(folder);
  printLines(
    heading('Next'),
    `  dipper check --study ${shown}`,
    `  dipper run --study ${shown}`,
    '',
    `  ${join(shown, 'README.md')} says what each file is and what to replace.`,
  );
}

function draft(
  folder: string,
  { from, bad, good, id, asOf, currency = 'CNY', synthetic }: InitFlags,
  { draftStudy, InputError }: Dipper,
): Promise<Drafted> {
  const missing = [
    ...(bad === undefined ? [['--bad', 'which firms are bad, e.g. default=1']] : []),
    ...(asOf === undefined ? [['--as-of', 'the day that the table speaks of']] : []),
  ];
  if (bad === undefined || asOf === undefined)
    throw new InputError(
      'USAGE',
      '--from goes with --bad and --as-of',
      missing.map(([path, expected]) => ({
        code: 'USAGE',
        path: path!,
        found: 'nothing',
        expected: expected!,
      })),
    );
  const more = {
    ...(good !== undefined && { good }),
    ...(id !== undefined && { id }),
    ...(synthetic && { synthetic }),
  };
  return draftStudy(folder, { from: from!, bad, asOf, currency, ...more });
}

/** A flag that does nothing is a mistake. */
function assertUsed({ bad, good, id, asOf, currency, synthetic }: InitFlags, { InputError }: Dipper): void {
  const given = Object.entries({
    '--bad': bad,
    '--good': good,
    '--id': id,
    '--as-of': asOf,
    '--currency': currency,
    '--synthetic': synthetic ? 'given' : undefined,
  });
  const problems = given.flatMap(([path, found]) =>
    found === undefined ? [] : [{ code: 'USAGE', path, found, expected: '--from, whose table it speaks of' }],
  );
  if (problems.length > 0) throw new InputError('USAGE', 'A flag would do nothing', problems);
}

const printWritten = (folder: string, files: readonly string[]) =>
  printLines(heading('Written'), ...files.map((path) => `  ${join(plain(folder), path)}`));

const malformedText = (records: number) =>
  `${many(records, 'record')} cannot be read and ${records === 1 ? 'is' : 'are'} left out; dipper check says what is wrong`;

/** Which values of a column, with their rows; a value that should not be among them is seen here. */
function takenText({ header, values, more }: Drafted['labels']['good']): string {
  const told = values.map(({ value, rows }) => `${value} (${many(rows, 'row')})`);
  const rest = more.values === 0 ? '' : ` and ${many(more.values, 'more value')} (${many(more.rows, 'row')})`;
  return plain(`${header} ${told.join(', ') || 'nobody'}${rest}`);
}

function printDraft(folder: string, made: Drafted): void {
  if (made.synthetic) printLines(syntheticNotice());
  const rows = made.columns.map(({ header, name, type, use, empty, distinct, note }) => [
    header === '' ? quiet('no name') : plain(header),
    name,
    type,
    use === 'none' ? '' : use,
    count(empty),
    count(distinct),
    plain(note ?? ''),
  ]);
  const features = made.columns.filter(({ use }) => use === 'feature').length;
  const shown = plain(folder);
  printLines(
    heading('Columns'),
    table(['header', 'column', 'type', 'use', 'empty', 'different', ''], rows, [0, 1, 2, 3, 6]),
    quiet(`  ${many(made.records, 'record')}, ${many(features, 'feature')}`),
    ...(made.unnamed === 0 ? [] : [quiet(`  ${many(made.unnamed, 'column')} without a name left out`)]),
    ...(made.rejected === 0 ? [] : [warning(`  ${malformedText(made.rejected)}`)]),
    heading('Labels'),
    `  bad: ${takenText(made.labels.bad)}`,
    `  good: ${takenText(made.labels.good)}`,
  );
  printWritten(folder, made.files);
  printLines(
    heading('Next'),
    `  dipper train --study ${shown}`,
    `  dipper run --part score --study ${shown}`,
    '',
    `  ${join(shown, 'models/enterprise.spec.json')} is a draft: sort features into dimensions, say which end is better,`,
    '  and drop what is not known when a firm is rated, or must not decide.',
  );
}
