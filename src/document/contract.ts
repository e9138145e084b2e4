import { DocumentError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { canonicalJson } from './canonical.js';
import { AS_OF, type Column } from './column.js';
import { columnsOfCondition } from './condition.js';
import { columnsOfFeature, type Feature } from './feature.js';
import { placesOf } from './json-places.js';
import type { Policy } from './policy.js';

/** The column every company table has. */
export const COMPANY_ID = 'company_id';
/** Columns that most have: without a code a firm belongs to no industry. */
export const COMPANY_NAME = 'name';
export const INDUSTRY_CODE = 'industry_code';

/** Columns a policy's rules may name beside the company's: what rating and line computed. */
const COMPUTED_COLUMNS = ['tier', 'score', 'industry_id', 'is_target', 'revenue'] as const;

/**
 * One contract out of several lists of columns: a name declared twice must be declared alike.
 * @throws DocumentError BAD_CONTRACT
 */
export function mergeContract(...lists: readonly (readonly Column[])[]): Column[] {
  const merged = new Map<string, Column>();
  const problems: Problem[] = [];
  for (const column of lists.flat()) {
    const other = merged.get(column.name);
    if (other !== undefined && canonicalJson(other) !== canonicalJson(column)) {
      problems.push({
        code: 'COLUMN_CONFLICT',
        column: column.name,
        found: differences(other, column),
        expected: 'the same declaration in every document',
        hint: 'enterprise.spec.json (and enterprise.json, which train makes of it) and policy.json declare columns of the company table',
      });
    }
    merged.set(column.name, column.name === COMPANY_ID ? idColumn(column) : column);
  }
  if (!merged.has(COMPANY_ID))
    problems.push({ code: 'MISSING_COLUMN', path: 'inputs', expected: `a column named ${COMPANY_ID}` });
  if (problems.length > 0)
    throw new DocumentError('BAD_CONTRACT', 'The documents disagree on the company table', problems);
  return [...merged.values()];
}

/** What two declarations of a column say differently. */
function differences(one: Column, other: Column): string {
  const said = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value));
  const [first, second] = [new Map(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...first.keys(), ...second.keys()])]
    .filter((name) => said(first.get(name)) !== said(second.get(name)))
    .map((name) => `${name}: ${said(first.get(name))} and ${said(second.get(name))}`)
    .join(', ');
}

/** What ids look like where nobody says otherwise. */
export const PLAIN_ID = '[0-9A-Za-z][0-9A-Za-z._-]{0,63}';

/** An id is never missing, and without a pattern of its own it is plain: letters, digits, dot, underscore, hyphen. */
function idColumn(column: Column): Column {
  return { ...column, missing: 'rejected', pattern: column.pattern ?? PLAIN_ID };
}

/**
 * The company columns that rating needs: id, name and industry code (where declared), feature inputs, and those counted for
 * thin files.
 */
export function ratingColumns(
  features: readonly Feature[],
  thinOf: readonly string[],
  columns: readonly Column[],
): Set<string> {
  const usual = [COMPANY_NAME, INDUSTRY_CODE].filter((name) => hasColumn(columns, name));
  return new Set([COMPANY_ID, ...usual, ...features.flatMap(columnsOfFeature), ...thinOf]);
}

/** Whether a contract declares a column. */
export function hasColumn(columns: readonly Column[], name: string): boolean {
  return columns.some((column) => column.name === name);
}

/** The town by which firms are assigned to branches and managers. */
export const TOWN = 'town';

/** The company columns that a target list is made from: those it carries, and those of assignments and caps. */
export function listColumns(policy: Policy): string[] {
  const { carry, existingCustomer, portfolio } = policy;
  const town = policyColumns(policy).has(TOWN) ? TOWN : undefined;
  const more = [existingCustomer, town, portfolio?.town?.column, portfolio?.group?.column];
  return [...new Set([...carry, ...more.filter((name) => name !== undefined)])];
}

/** The company columns that a policy reads, without the computed ones. */
export function policyColumns(policy: Policy): Set<string> {
  const { rules, derived } = policy;
  const computed = new Set<string>([...COMPUTED_COLUMNS, ...derived.map((column) => column.id)]);
  const named = [
    ...namedColumns(policy),
    ...derived.flatMap((column) => [column.from, column.to]).filter((name) => name !== AS_OF),
    ...rules.flatMap((rule) => columnsOfCondition(rule.when)),
  ];
  return new Set(named.filter((name) => !computed.has(name)));
}

/** The company columns that a policy names itself, outside conditions and derived columns. */
export function namedColumns({ line, tax, portfolio, existingCustomer, carry }: Policy): string[] {
  const named = [
    ...line.revenue.columns,
    line.debt?.column,
    line.capacity?.ownFunds,
    line.capacity?.workingCapitalDebt,
    line.ownLine,
    line.borrower?.owner,
    line.borrower?.group,
    tax?.column,
    portfolio?.town?.column,
    portfolio?.group?.column,
    existingCustomer,
    ...carry,
  ];
  return named.filter((name) => name !== undefined);
}

/** What may bear a column's name and is none: ids, dimensions, words for people, values that columns are compared with. */
const OTHER_NAMES = /(\.(id|dimension|en|zh|value)|\b(values|notes)\[\d+\]|^study)$/;

function placeOf(json: unknown, name: string): Pick<Problem, 'path'> {
  const path = placesOf(json, name).find((place) => !OTHER_NAMES.test(place));
  return path === undefined ? {} : { path };
}

/**
 * Problems with names that no column declares.
 * @param names the names used
 * @param columns the contract
 * @param document its file name, and what it says: the first place that names each
 */
export function unknownColumns(
  names: Iterable<string>,
  columns: readonly Column[],
  { file, json }: { readonly file: string; readonly json: Readonly<Record<string, unknown>> },
): Problem[] {
  const { inputs: _inputs, ...rest } = json;
  const known = new Set(columns.map((column) => column.name));
  return [...names]
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: 'UNKNOWN_COLUMN',
      file,
      ...placeOf(rest, name),
      found: name,
      expected: 'a column declared in inputs',
      ...didYouMean(name, known),
    }));
}
