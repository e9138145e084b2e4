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
  const contract: readonly Column[] = [...applicationColumns, ...richer];
  const names = contract.map(({ name }) => name);
  const problems: Problem[] = Object.keys(object)
    .filter((name) => !names.includes(name))
    .map((name) => ({
      ...at,
      code: 'UNKNOWN_COLUMN',
      found: name,
      expected: 'a column of applications.csv',
      ...didYouMean(name, names),
    }));
  const values: Record<string, Value> = Object.create(null);
  for (const column of contract) {
    const found = Object.hasOwn(object, column.name) ? object[column.name] : undefined;
    if (found === undefined && column.missing !== 'rejected') continue;
    const cell =
      found === null || found === undefined
        ? ''
        : typeof found === 'object'
          ? JSON.stringify(found)
          : String(found);
    const reading = readCell(cell, column);
    if ('value' in reading) values[column.name] = reading.value;
    else problems.push({ ...reading.problem, ...at, column: column.name, found: shownCell(cell, column) });
  }
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', 'The application has values that cannot be used', problems);
  return applicationOf(values, richer);
}

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
