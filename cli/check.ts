import { type EngineFlags, engineOptions } from './engine-flags.js';
import { EXIT } from './exit.js';
import {
  count,
  heading,
  many,
  percent,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  taggedLines,
  warning,
} from './print.js';

type Dipper = typeof import('../src/index.js');
type Checked = import('../src/index.js').CheckedStudy;
type Companies = NonNullable<Checked['companies']>;

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
  for (const problem of checked.documents)
    printLines('', warning(plain(`  a run would stop: ${problem.code}: ${dipper.formatProblem(problem)}`)));
  if (checked.usable) printLines('', 'Every file can be used.');
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

function printCompanies(companies: Companies, dipper: Dipper): void {
  const { columns, duplicates, creditCodes, industryMap, tagged, labels } = companies;
  printLines(heading('Company table'), columnTable(columns, dipper));
  for (const { name, words } of columns)
    if (words !== undefined) printLines(warning(plain(wordsText(name, words))));
  printTexts(companies);
  if (duplicates.ids > 0)
    printLines(
      warning(
        `  ${many(duplicates.ids, 'id')} ${duplicates.ids === 1 ? 'stands' : 'stand'} more than once, in ${count(duplicates.records)} records`,
      ),
    );
  for (const { column, codes, failing, share } of creditCodes) {
    const text = `  ${column}: ${count(codes)} credit codes, ${count(failing)} with a wrong check character (${percent(share)})`;
    printLines(failing > 0 ? warning(text) : quiet(text));
  }
  if (industryMap !== null) {
    printLines(heading('Industry map'), coverageText(industryMap));
    if (industryMap.short !== undefined) printLines(warning(shortText(industryMap.short)));
  }
  if (tagged !== null) printLines(heading('Product tags'), ...taggedLines(tagged));
  if (labels !== null) printLines(heading('Labels'), labelTable(labels));
}

function printTexts({ unmet, categories: { unseen, alike } }: Companies): void {
  for (const each of unmet) printLines(quiet(plain(unmetText(each))));
  for (const { column, firms, found } of unseen)
    printLines(
      warning(
        plain(
          `  ${column}: ${many(firms, 'firm')} with a category that the card does not know: ${counted(found)}`,
        ),
      ),
    );
  for (const { column, texts } of alike)
    printLines(
      warning(
        plain(`  ${column}: written in ${texts.length} ways, and as many categories: ${counted(texts)}`),
      ),
    );
}

const counted = (texts: Companies['unmet'][number]['found']): string =>
  texts.map(({ text, firms }) => `${text} (${count(firms)})`).join(', ');

const unmetText = ({ column, texts, found }: Companies['unmet'][number]): string =>
  `  ${column}: no firm has ${texts.join(', ')}, which rules or labels compare it with; firms have ${counted(found)}`;

const wordsText = (
  name: string,
  { texts, records }: NonNullable<Companies['columns'][number]['words']>,
): string =>
  `  ${name}: ${many(records, 'record')} with ${texts.join(', ')}, a value like any other; named in missingTexts of enterprise.spec.json it is missing`;

function columnTable(columns: Companies['columns'], dipper: Dipper): string {
  const rows = columns.map(({ name, type, inFile, missing, missingShare, min, max, distinct, rejected }) =>
    inFile
      ? [
          name,
          type,
          count(missing),
          percent(missingShare),
          ...ends(min, max, dipper),
          distinct === null ? '' : count(distinct),
          rejected === 0 ? '' : warning(count(rejected)),
        ]
      : [quiet(name), quiet(type), quiet('not in the file'), '', '', '', '', ''],
  );
  const head = ['column', 'type', 'missing', 'share', 'least', 'greatest', 'different', 'rejected'];
  return table(head, rows, [0, 1]);
}

type End = Companies['columns'][number]['min'];

/** Both ends of a column; different numbers read differently. */
function ends(least: End, greatest: End, { numberWriter }: Dipper): string[] {
  const numbers = [least, greatest].filter((value) => typeof value === 'number');
  const write = numberWriter(numbers, () => ({ decimals: 4, digits: 4 }));
  return [least, greatest].map((value) => (typeof value === 'number' ? write(value) : (value ?? '')));
}

/** 0141 kept as a number is 141, and another industry. */
const shortText = (short: number): string =>
  `  ${many(short, 'code')} of three digits among codes of four: a sheet that takes codes for numbers drops the zero they begin with`;

function coverageText({
  firms,
  coded,
  mapped,
  share,
  unmapped,
}: NonNullable<Companies['industryMap']>): string {
  const told = `  ${count(mapped)} of ${count(coded)} firms with a code belong to an industry (${percent(share)}); ${count(firms - coded)} have no code`;
  const most = unmapped.slice(0, 10).map(({ code, firms: n }) => `${plain(code)} ${count(n)}`);
  return most.length === 0 ? told : `${told}\n${quiet(`  most frequent codes outside: ${most.join(', ')}`)}`;
}

function labelTable({ sources, excluded }: NonNullable<Companies['labels']>): string {
  const rows = sources.map(({ id, good, bad, excluded: out }) => [id, count(good), count(bad), count(out)]);
  const reasons = Object.entries(excluded).map(([reason, n]) => `${reason} ${count(n)}`);
  const made = table(['source', 'good', 'bad', 'left out'], rows);
  return reasons.length === 0 ? made : `${made}\n${quiet(`  left out in all: ${reasons.join(', ')}`)}`;
}

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
