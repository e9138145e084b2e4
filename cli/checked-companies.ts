import {
  count,
  heading,
  many,
  percent,
  plain,
  printLines,
  quiet,
  table,
  taggedLines,
  warning,
} from './print.js';

type Dipper = typeof import('../src/index.js');
type Checked = import('../src/index.js').CheckedStudy;
type Companies = NonNullable<Checked['companies']>;

/** What the company table holds: columns, texts, ids, industries, tags, labels. */
export function printCompanies(companies: Companies, dipper: Dipper): void {
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
