import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import { assertDay } from '../core/assert-day.js';
import { InputError } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { documentText } from '../document/write-document.js';
import type { StudyFile } from '../study/study.js';
import { draftNames, isIdHeader } from './draft-names.js';
import { type Answer, type AnswerOp, type Draft, type DraftColumn, draftSpec } from './draft-spec.js';
import type { StartedStudy } from './init-study.js';
import { makeFolder, STUDY_FILE } from './new-folder.js';
import { type ProfiledColumn, profileFile, type TableProfile } from './profile-file.js';

/** What a study is drafted from. */
export interface DraftOptions {
  /** The company table. It stays where it is. */
  readonly from: string;
  /** Which firms are bad: `column=value`, the column by its header; or with !=, >=, >, <=, <. */
  readonly bad: string;
  /** Which are good. Default: the others that have a value in the column of `bad`. */
  readonly good?: string;
  /** Header of the column of ids. Default: one that is known as such, otherwise the first whose values all differ. */
  readonly id?: string;
  /** The day that the study speaks of, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** What its amounts are in, ISO 4217. */
  readonly currency: string;
}

/** A drafted study: what was made of each column. */
export interface DraftedStudy extends StartedStudy {
  readonly records: number;
  readonly columns: readonly DraftColumn[];
}

const SPEC = 'models/enterprise.spec.json';

/**
 * Writes a study folder for a company table of one's own that can be trained at once: dipper.json and enterprise.spec.json, with
 * types, features and label drafted from the whole file. There are no industries and no policy in it.
 * @param folder a new folder, or an empty one
 * @throws InputError NOT_EMPTY, UNWRITABLE, FILE_PROBLEM, UNKNOWN_COLUMN, UNKNOWN_VALUE, NOT_A_NUMBER, NO_ID
 */
export async function draftStudy(folder: string, options: DraftOptions): Promise<DraftedStudy> {
  assertDay(options.asOf, '--as-of');
  return makeFolder(folder, async (draft, target) => {
    const said = [options.bad, options.good ?? ''];
    const isAsked = (header: string) => said.some((text) => text.startsWith(header));
    const profile = await profileFile(options.from, tmpdir(), isAsked);
    const study = studyId(target);
    const made = draftOf(profile, study, options);
    const file: StudyFile = {
      formatVersion: 1,
      study,
      title: { en: study, zh: study },
      synthetic: false,
      asOf: options.asOf,
      currency: options.currency,
      seed: 1,
      inputs: { companies: relative(target, resolve(options.from)) },
      ...(Object.keys(made.mapping).length > 0 && { mapping: { companies: made.mapping } }),
      models: 'models',
      out: 'out',
    };
    await mkdir(join(draft, 'models'));
    await writeFile(join(draft, SPEC), documentText(made.spec));
    await writeFile(join(draft, STUDY_FILE), documentText(file));
    const { records } = profile;
    return { folder: target, files: [STUDY_FILE, SPEC], synthetic: false, records, columns: made.columns };
  });
}

/** An id for a study in a folder of any name. */
function studyId(target: string): string {
  const plain = basename(target)
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 60);
  return plain === '' ? 'study' : plain;
}

function draftOf(profile: TableProfile, study: string, { from, bad, good, id }: DraftOptions): Draft {
  const [isBad, isGood] = [answerIn(profile, '--bad', bad), good && answerIn(profile, '--good', good)];
  const labels = [isBad, ...(isGood ? [isGood] : [])].map(({ place }) => place);
  const headers = profile.columns.map(({ header }) => header);
  const names = draftNames(headers, idPlace(profile, id, labels));
  const facts = profile.columns.map((column, place) => ({ ...column, name: names[place]! }));
  const answer = ({ place, ...said }: PlacedAnswer): Answer => ({ ...said, column: names[place]! });
  const label = { bad: answer(isBad), good: isGood ? answer(isGood) : undefined };
  return draftSpec(facts, { study, file: basename(from), ...label });
}

/** The column of ids: every row has one, and no two the same. It says nothing of who is bad. */
function idPlace(
  { records, columns, file }: TableProfile,
  id: string | undefined,
  labels: readonly number[],
): number {
  const isId = ({ empty, distinct }: ProfiledColumn) => empty === 0 && distinct === records;
  if (id !== undefined) {
    const place = placeOfHeader({ columns, file }, '--id', id);
    const { empty, distinct } = columns[place]!;
    if (isId(columns[place]!)) return place;
    throw noId({
      file,
      column: id,
      found: `${distinct} different ids, ${empty} empty, in ${records} rows`,
    });
  }
  const known = columns.findIndex(
    (column, i) => isIdHeader(column.header) && isId(column) && !labels.includes(i),
  );
  const first = columns.findIndex(
    (column, i) => isId(column) && column.numbers === column.integers && !labels.includes(i),
  );
  const place = known >= 0 ? known : first;
  if (place >= 0) return place;
  throw noId({ file, found: 'no column whose values all differ' });
}

const noId = (found: { readonly file: string; readonly column?: string; readonly found: string }) =>
  new InputError('NO_ID', 'Nothing tells firms apart', [
    {
      code: 'NO_ID',
      ...found,
      expected: 'an id for each row, each once; name its column with --id, or add one',
    },
  ]);

function placeOfHeader(
  { columns, file }: Pick<TableProfile, 'columns' | 'file'>,
  flag: string,
  header: string,
): number {
  const headers = columns.map((column) => column.header);
  const place = headers.indexOf(header);
  if (place >= 0) return place;
  throw new InputError('UNKNOWN_COLUMN', `${file} has no column ${header}`, [
    {
      code: 'UNKNOWN_COLUMN',
      path: flag,
      found: header,
      expected: `a header of ${file}`,
      ...didYouMean(header, headers),
    },
  ]);
}

/** Which firms, by the place of a column. */
interface PlacedAnswer extends Omit<Answer, 'column'> {
  readonly place: number;
}

/** Values that a problem lists. */
const MOST_TOLD = 10;
const OPS = /[<>!]=|[=<>]/g;

/** Splits `column=value` (or another comparison) where the left side is a header, as both may hold such signs. */
function answerIn(profile: TableProfile, flag: string, text: string): PlacedAnswer {
  const splits = [...text.matchAll(OPS)];
  const isHeader = (name: string) => profile.columns.some(({ header }) => header === name);
  const split = splits.find(({ index }) => isHeader(text.slice(0, index).trim())) ?? splits[0];
  if (split === undefined)
    throw new InputError('USAGE', `${flag} does not say what a value is`, [
      {
        code: 'USAGE',
        path: flag,
        found: text,
        expected: 'column=value, e.g. default=1 or days_overdue>=90',
      },
    ]);
  const place = placeOfHeader(profile, flag, text.slice(0, split.index).trim());
  const op = split[0] as AnswerOp;
  const answer = { place, op, value: text.slice(split.index + op.length).trim() };
  assertAnswer(profile.columns[place]!, flag, answer);
  return answer;
}

/** A value that nobody has is a slip of the pen; only numbers are more or less than others. */
function assertAnswer(
  { header, frequent, numbers, stated }: ProfiledColumn,
  flag: string,
  answer: PlacedAnswer,
): void {
  const { op, value } = answer;
  const isEqual = op === '=' || op === '!=';
  if (
    isEqual ? frequent.includes(value) : numbers === stated && value !== '' && Number.isFinite(Number(value))
  )
    return;
  const at = { path: flag, column: header, found: value };
  if (!isEqual)
    throw new InputError('NOT_A_NUMBER', `${header} ${op} ${value} compares what is no number`, [
      {
        code: 'NOT_A_NUMBER',
        ...at,
        expected: `a number, in a column of numbers: ${stated - numbers} texts are none`,
      },
    ]);
  throw new InputError('UNKNOWN_VALUE', `No row has ${header} = ${value}`, [
    {
      code: 'UNKNOWN_VALUE',
      ...at,
      expected: `one of ${frequent.slice(0, MOST_TOLD).join(', ')}${frequent.length > MOST_TOLD ? ' …' : ''}`,
    },
  ]);
}
