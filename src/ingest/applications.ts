import { InputError, type Problem } from '../core/errors.js';
import { repeatedKeys } from '../core/repeated-keys.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import type { RicherColumn } from '../document/policy-decision.js';
import { readCell, shownCell, type Value } from './cell.js';
import { type Row, readRows } from './read-rows.js';
import { repeats } from './repeats.js';
import { SCOPES } from './told-patterns.js';

/** The columns of applications.csv, beside the richer fields of a policy. */
export const applicationColumns: readonly Column[] = [
  { name: 'application_id', type: 'text', missing: 'rejected' },
  { name: 'company_id', type: 'text', missing: 'rejected' },
  {
    name: 'borrower',
    type: 'text',
    values: ['enterprise', 'owner'],
    required: false,
    missingMeaning: 'enterprise',
  },
  { name: 'applied_at', type: 'date', missing: 'rejected' },
  { name: 'requested_amount', type: 'amount', required: false },
  { name: 'authorisation_id', type: 'text', required: false },
  { name: 'authorised_at', type: 'date', required: false },
  { name: 'scope', type: 'text', pattern: SCOPES, required: false },
  { name: 'collateral', type: 'text', required: false, missingMeaning: 'none' },
];

/** One application: its values by column, richer fields among them. */
export interface Application {
  readonly applicationId: string;
  readonly companyId: string;
  readonly borrower: 'enterprise' | 'owner';
  readonly appliedAt: string;
  readonly requestedAmount: number | null;
  readonly authorisationId: string | null;
  readonly authorisedAt: string | null;
  readonly scope: string | null;
  /** What is offered as collateral, in the applicant's words; null for none. */
  readonly collateral: string | null;
  /** Richer fields that the policy names and the application has. */
  readonly richer: Readonly<Record<string, Value>>;
}

/** Words for no collateral. */
const NONE = new Set(['', '0', 'no', 'none', 'false', '无', '否']);

/**
 * Reads applications.csv.
 * @param source the file
 * @param richer the richer fields that the policy names
 * @throws InputError with every problem
 */
export async function readApplications(source: Source, richer: readonly RicherColumn[]) {
  const contract = [...applicationColumns, ...richer.map((column) => ({ ...column, required: false }))];
  const problems: Problem[] = [];
  const { file, rows } = await readRows(source, contract, { problems });
  const idOf = ({ values }: Row) => values.application_id as string;
  for (const row of repeats(rows, idOf)) {
    const at = { file, line: row.line, column: 'application_id', found: idOf(row) };
    problems.push({ code: 'DUPLICATE', ...at, expected: 'each application once' });
  }
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has applications that cannot be used`, problems);
  return rows.map(({ values }) => applicationOf(values, richer));
}

/**
 * Reads one application from a line of JSON: an object with the columns of applications.csv.
 * @param text the line
 * @param richer the richer fields that the policy names
 * @param at file and line for problems
 * @throws InputError ROW_PROBLEM with every problem
 */
export function parseApplication(
  text: string,
  richer: readonly RicherColumn[],
  at: Pick<Problem, 'file' | 'line'>,
): Application {
  const object = jsonObject(text, at);
  const problems: Problem[] = [];
  const application = applicationIn(object, richer, { at, problems });
  if (problems.length === 0) return application;
  throw new InputError('ROW_PROBLEM', 'The application has values that cannot be used', problems);
}

/**
 * Applications that a program made, each read again as a file's are: dates, whole amounts, texts without blanks around them.
 * @param given the applications
 * @param richer the richer fields that the policy names
 * @throws InputError ROW_PROBLEM with every value that a file could not have either
 */
export function readAgain(given: readonly Application[], richer: readonly RicherColumn[]): Application[] {
  const problems: Problem[] = [];
  const read = given.map((application, i) => {
    const { richer: fields, ...own } = application;
    const named = Object.entries(own).map(([name, value]) => [snakeCase(name), value] as const);
    const at = { path: `applications[${i}]` };
    return applicationIn({ ...Object.fromEntries(named), ...fields }, richer, { at, problems });
  });
  if (problems.length === 0) return read;
  throw new InputError('ROW_PROBLEM', 'Applications have values that cannot be used', problems);
}

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Where {
  /** What problems say of where the object stands. */
  readonly at: Pick<Problem, 'file' | 'line' | 'path'>;
  /** Takes what is wrong. */
  readonly problems: Problem[];
}

/** The application in an object with the columns of applications.csv; of no use where problems were found. */
function applicationIn(
  object: Readonly<Record<string, unknown>>,
  richer: readonly RicherColumn[],
  { at, problems }: Where,
): Application {
  const contract: readonly Column[] = [...applicationColumns, ...richer];
  const names = contract.map(({ name }) => name);
  const unknown = Object.keys(object).filter((name) => !names.includes(name));
  problems.push(
    ...unknown.map((name) => ({
      ...at,
      code: 'UNKNOWN_COLUMN',
      found: name,
      expected: 'a column of applications.csv',
      ...didYouMean(name, names),
    })),
  );
  const values: Record<string, Value> = Object.create(null);
  for (const column of contract) {
    const found = Object.hasOwn(object, column.name) ? object[column.name] : undefined;
    if (found === undefined && column.missing !== 'rejected') continue;
    const cell = cellOf(found);
    const reading = readCell(cell, column);
    if ('value' in reading) values[column.name] = reading.value;
    else problems.push({ ...reading.problem, ...at, column: column.name, found: shownCell(cell, column) });
  }
  return applicationOf(values, richer);
}

/** A value as a file would have it. */
const cellOf = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

function jsonObject(text: string, at: Pick<Problem, 'file' | 'line'>): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {}
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const [repeated] = repeatedKeys(text);
    if (repeated === undefined) return value as Record<string, unknown>;
    throw new InputError('ROW_PROBLEM', 'The application says a field twice', [
      { ...at, code: 'REPEATED_KEY', found: repeated.key, expected: 'each key of an object once' },
    ]);
  }
  throw new InputError('ROW_PROBLEM', 'The line is no application', [
    { ...at, code: 'NOT_JSON', found: text, expected: 'one JSON object' },
  ]);
}

function applicationOf(
  values: Readonly<Record<string, Value>>,
  richer: readonly RicherColumn[],
): Application {
  const textOf = (name: string) => (values[name] as string | null | undefined) ?? null;
  const collateral = textOf('collateral');
  const known = richer.map(({ name }) => name).filter((name) => (values[name] ?? null) !== null);
  return {
    applicationId: textOf('application_id')!,
    companyId: textOf('company_id')!,
    borrower: (textOf('borrower') ?? 'enterprise') as Application['borrower'],
    appliedAt: textOf('applied_at')!,
    requestedAmount: (values.requested_amount as number | null | undefined) ?? null,
    authorisationId: textOf('authorisation_id'),
    authorisedAt: textOf('authorised_at'),
    scope: textOf('scope'),
    collateral: collateral === null || NONE.has(collateral.toLowerCase()) ? null : collateral,
    richer: Object.fromEntries(known.map((name) => [name, values[name]!])),
  };
}
