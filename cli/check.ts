import { printCompanies } from './checked-companies.js';
import { previousDayLines } from './days.js';
import { type EngineFlags, engineOptions } from './engine-flags.js';
import { EXIT } from './exit.js';
import {
  count,
  heading,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  warning,
} from './print.js';

type Dipper = typeof import('../src/index.js');
type Checked = import('../src/index.js').CheckedStudy;

/** `dipper check`: every input of a study, what is in it and what is wrong with it. */
export async function check(flags: EngineFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const checked = await dipper.checkStudy(study, engineOptions(flags));
  const unusable = checked.files.filter(({ usable }) => !usable);
  const error = new dipper.InputError(
    'FILE_PROBLEM',
    `${unusable.length} of ${checked.files.length} files cannot be used: ${unusable.map(({ file }) => file).join(', ')}`,
    unusable.flatMap(({ problems }) => problems),
  );
  if (!flags.json) print(checked, dipper);
  if (flags.json && checked.usable) return printJson(checked);
  if (checked.usable) return;
  if (!flags.json) throw error;
  const { code, message, problems } = error;
  printJson({ error: { code, message, problems }, checked });
  process.exitCode = EXIT.input;
}

function print(checked: Checked, dipper: Dipper): void {
  if (checked.synthetic) printLines(syntheticNotice());
  printLines(heading('Files'), fileTable(checked));
  if (checked.problems.length > 0) printLines(heading('Problems'), problemTable(checked, dipper));
  if (checked.companies !== null) printCompanies(checked.companies, dipper);
  if (checked.outdated.length > 0) printLines('', warning(plain(outdatedText(checked))));
  for (const [role, counts] of Object.entries(checked.judgements))
    printLines(
      heading(role === 'judgements' ? 'Judgements' : 'Judgements on the rating'),
      ...judgementTables(counts),
    );
  if (Object.keys(checked.mapping).length > 0) printMapping(checked);
  if (checked.unscaledUnits.length > 0) printLines('', ...checked.unscaledUnits.map(unscaledLine));
  if (checked.previous?.notEarlier) printLines('', ...previousDayLines(checked.previous));
  for (const problem of checked.documents)
    printLines('', warning(plain(`  a run would stop: ${problem.code}: ${dipper.formatProblem(problem)}`)));
  const stops = checked.documents.length > 0 ? '; the documents do not go together as said above' : '';
  if (checked.usable) printLines('', `Every file can be used${stops}.`);
}

function printMapping(checked: Checked): void {
  printLines(
    heading('Proposed mapping'),
    ...JSON.stringify({ mapping: checked.mapping }, null, 2).split('\n').map(plain),
    ...checked.unknownUnits.map(unitLine),
    quiet(
      '  headers that the contract does not know, where they may belong, null where nowhere (the column is left out): a person decides',
    ),
  );
}

function unitLine({ header, column, unit }: Checked['unknownUnits'][number]): string {
  return warning(
    plain(
      `  ${header}: “${unit}” is no unit that is known; ${column} is taken as it stands, without a factor`,
    ),
  );
}

function unscaledLine({ header, column, unit, times, expected }: Checked['unscaledUnits'][number]): string {
  const as = times === 1 ? 'as it stands' : `times ${times}`;
  return warning(
    plain(`  ${header} is read as ${column} ${as}: “${unit}” would be "times": ${expected} in its mapping`),
  );
}

function fileTable({ files }: Checked): string {
  const rows = files.map(({ role, file, records, usable, reason, problems }) => [
    role,
    plain(file),
    records === null ? '' : count(records),
    problems.length === 0 ? '' : warning(count(problems.length)),
    usable ? 'ok' : warning(plain(reason ?? '')),
  ]);
  return table(['input', 'file', 'records', 'problems', ''], rows, [0, 1, 4]);
}

function problemTable({ problems }: Checked, { formatProblem }: Dipper): string {
  const rows = problems.map(({ file, column, code, count: n, first }) => [
    plain(file),
    plain(column ?? ''),
    code,
    count(n),
    plain(formatProblem(first)),
  ]);
  return table(['file', 'column', 'code', 'times', 'the first'], rows, [0, 1, 2, 4]);
}

/** A table that is right by the spec may be wrong for a run. */
const outdatedText = ({ outdated }: Checked): string =>
  `  enterprise.json, by which run, score and verify read, says otherwise than enterprise.spec.json: ${outdated.join(', ')}; dipper train makes them agree`;

type Judgements = NonNullable<Checked['judgements']['judgements']>;

function judgementTables({ experts, nodes }: Judgements): string[] {
  const gaps = (n: number) => (n === 0 ? '' : warning(count(n)));
  const people = experts.map((row) => [plain(row.expert), count(row.judged), gaps(row.gaps)]);
  const places = nodes.map((row) => [
    plain(row.node),
    ...[row.items, row.pairs, row.experts].map(count),
    gaps(row.gaps),
  ]);
  return [
    table(['expert', 'judged', 'gaps'], people),
    '',
    table(['node', 'items', 'pairs', 'experts', 'gaps'], places),
  ];
}
