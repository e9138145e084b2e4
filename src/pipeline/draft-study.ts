import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { assertDay } from '../core/assert-day.js';
import { wrongOption } from '../core/assert-option.js';
import { InputError, type Problem } from '../core/errors.js';
import type { Mapping } from '../document/mapping.js';
import { documentText } from '../document/write-document.js';
import { type StudyFile, studySchema } from '../study/study.js';
import { answerIn, type PlacedAnswer, placeOfHeader, splitsOf } from './draft-answers.js';
import type { DraftColumn } from './draft-column.js';
import type { Answer } from './draft-labels.js';
import { draftNames, isIdHeader } from './draft-names.js';
import { type Draft, draftSpec } from './draft-spec.js';
import type { StartedStudy } from './init-study.js';
import { makeFolder, STUDY_FILE } from './new-folder.js';
import type { ProfiledColumn } from './profile-columns.js';
import { profileFile, type TableProfile } from './profile-file.js';

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
  /** Whether the data are made up: every output says so. Default false. */
  readonly synthetic?: boolean;
}

/** A drafted study: what was made of each column. */
export interface DraftedStudy extends StartedStudy {
  /** Records of the table, and those that are too malformed to be read. */
  readonly records: number;
  readonly rejected: number;
  readonly columns: readonly DraftColumn[];
  /** Columns that are left out, as several have no name. */
  readonly unnamed: number;
  /** Values that are taken for bad, and for good. */
  readonly labels: Draft['labels'];
}

const SPEC = 'models/enterprise.spec.json';

/**
 * Writes a study folder for a company table of one's own that can be trained at once: dipper.json and enterprise.spec.json, with
 * types, features and label drafted from the whole file. There are no industries and no policy in it.
 * @param folder a new folder, or an empty one
 * @throws InputError USAGE, NOT_EMPTY, UNWRITABLE, FILE_PROBLEM, UNKNOWN_COLUMN, UNKNOWN_VALUE, NOT_A_NUMBER, NO_ID, NO_FEATURE
 */
export async function draftStudy(folder: string, options: DraftOptions): Promise<DraftedStudy> {
  assertDay(options.asOf, '--as-of');
  assertCurrency(options.currency);
  return makeFolder(folder, async (draft, target) => {
    const said = [options.bad, options.good ?? ''].flatMap(splitsOf);
    const isAsked = (header: string) => said.some(({ left }) => left === header);
    const profile = await profileFile(options.from, tmpdir(), isAsked);
    const study = studyId(target);
    const made = draftOf(profile, study, options);
    const companies = await pathFrom(draft, target, options.from);
    const mapping = { ...made.mapping, ...(profile.unnamed > 0 && { '': null }) };
    const file = studyFile(study, { ...options, companies, mapping });
    await mkdir(join(draft, 'models'));
    await writeFile(join(draft, SPEC), documentText(made.spec));
    await writeFile(join(draft, STUDY_FILE), documentText(file));
    const { records, rejected, unnamed } = profile;
    return {
      folder: target,
      files: [STUDY_FILE, SPEC],
      synthetic: file.synthetic,
      records,
      rejected,
      columns: made.columns,
      unnamed,
      labels: made.labels,
    };
  });
}

/** A study that is drafted can be opened. */
function assertCurrency(currency: string): void {
  if (studySchema.shape.currency.safeParse(currency).success) return;
  throw wrongOption('--currency', currency, 'a currency code such as CNY');
}

function studyFile(
  study: string,
  { companies, mapping, asOf, currency, synthetic = false }: DraftOptions & StudyParts,
): StudyFile {
  return {
    formatVersion: 1,
    study,
    title: { en: study, zh: study },
    synthetic,
    asOf,
    currency,
    seed: 1,
    inputs: { companies },
    ...(Object.keys(mapping).length > 0 && { mapping: { companies: mapping } }),
    models: 'models',
    out: 'out',
  };
}

interface StudyParts {
  readonly mapping: Mapping;
  /** Path of the table from the study's folder. */
  readonly companies: string;
}

/** The table as the study will see it: folders on the way may be links, which one does not come back by. */
async function pathFrom(draft: string, target: string, from: string): Promise<string> {
  const beside = dirname(draft);
  const folder = beside === target ? await realpath(target) : join(await realpath(beside), basename(target));
  return relative(folder, await realpath(from));
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
  const facts = profile.columns.map((column, place) => {
    const hasPlainIds = column.identified === profile.records - profile.rejected;
    return { ...column, name: names[place]!, hasPlainIds };
  });
  const answer = ({ place, ...said }: PlacedAnswer): Answer => ({ ...said, column: names[place]! });
  const label = { bad: answer(isBad), good: isGood ? answer(isGood) : undefined };
  if (JSON.stringify(label.bad) === JSON.stringify(label.good))
    throw new InputError('USAGE', '--bad and --good say the same', [
      { code: 'USAGE', path: '--good', found: good!, expected: 'other firms than those of --bad' },
    ]);
  return draftSpec(facts, { study, file: basename(from), ...label });
}

/** The column of ids: every row has one, and no two the same. It says nothing of who is bad. */
function idPlace(
  { records, rejected, columns, file }: TableProfile,
  id: string | undefined,
  labels: readonly number[],
): number {
  const rows = records - rejected;
  const isId = ({ empty, distinct }: ProfiledColumn) => empty === 0 && distinct === rows;
  const isFree = (column: ProfiledColumn, place: number) => isId(column) && !labels.includes(place);
  if (id !== undefined) {
    const place = placeOfHeader({ columns, file }, '--id', id);
    if (isId(columns[place]!)) return place;
    throw noId({ file, column: id, ...idsIn(columns[place]!, rows) });
  }
  const known = columns.findIndex((column, i) => isIdHeader(column.header) && isFree(column, i));
  const first = columns.findIndex((column, i) => column.numbers === column.integers && isFree(column, i));
  const place = known >= 0 ? known : first;
  if (place >= 0) return place;
  const meant = columns.find(({ header }) => isIdHeader(header));
  throw noId({
    file,
    ...(meant === undefined
      ? { found: 'no column whose values all differ' }
      : { column: meant.header, ...idsIn(meant, rows) }),
  });
}

const idsIn = ({ empty, distinct, repeated }: ProfiledColumn, rows: number) => ({
  found: `${distinct} different ids, ${empty} empty, in ${rows} rows`,
  ...(repeated !== undefined && { hint: `several rows have ${repeated}` }),
});

const noId = (found: Omit<Problem, 'code' | 'expected'>) =>
  new InputError('NO_ID', 'Nothing tells firms apart', [
    {
      code: 'NO_ID',
      ...found,
      expected: 'an id for each row, each once; name its column with --id, or add one',
    },
  ]);
