import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';
import { TIER } from './told-patterns.js';

const tier: Omit<Column, 'name'> = { type: 'text', pattern: TIER, missing: 'rejected' };
/** The columns of overrides.csv: a tier that a person set. */
export const overrideColumns: readonly Column[] = [
  { name: 'company_id', type: 'text', missing: 'rejected' },
  { name: 'from_tier', ...tier },
  { name: 'to_tier', ...tier },
  { name: 'reason', type: 'text', missing: 'rejected' },
  { name: 'author', type: 'text', missing: 'rejected' },
  { name: 'approver', type: 'text', missingMeaning: 'nobody: only downwards, or up within a group of tiers' },
  { name: 'expires_on', type: 'date', missing: 'rejected' },
];

/** A tier that a person set for a company, for a time. */
export interface Override {
  readonly companyId: string;
  readonly fromTier: number;
  readonly toTier: number;
  readonly reason: string;
  readonly author: string;
  readonly approver: string | null;
  readonly expiresOn: string;
}

/** A firm goes up past these only with a second person: into the head, and into the tiers that are lent to. */
const GUARDED = [5, 9];

/**
 * Reads overrides.csv. Up by one tier at most; into R5 or better from R6 or worse, and into R9 or better from R10 or worse, only
 * with an approver; an approver is somebody else than the author.
 * @param source the file
 * @throws InputError with every problem
 */
export async function readOverrides(source: Source) {
  const problems: Problem[] = [];
  const { file, sha256, rows } = await readRows(source, overrideColumns, { mayBeEmpty: true, problems });
  const tierOfText = (text: unknown) => Number(String(text).replace('R', ''));
  const seen = new Set<string>();
  const overrides = rows.map(({ line, values }): Override => {
    const made: Override = {
      companyId: values.company_id as string,
      fromTier: tierOfText(values.from_tier),
      toTier: tierOfText(values.to_tier),
      reason: values.reason as string,
      author: values.author as string,
      approver: (values.approver as string | null) ?? null,
      expiresOn: values.expires_on as string,
    };
    problems.push(...checkOverride(made).map((problem) => ({ ...problem, file, line })));
    if (seen.has(made.companyId))
      problems.push({
        code: 'DUPLICATE',
        file,
        line,
        column: 'company_id',
        found: made.companyId,
        expected: 'each company once',
      });
    seen.add(made.companyId);
    return made;
  });
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has overrides that may not be`, problems);
  return { file, sha256, overrides: overrides as readonly Override[] };
}

const samePerson = (a: string, b: string) =>
  a.normalize('NFKC').trim().toLowerCase() === b.normalize('NFKC').trim().toLowerCase();

function checkOverride({ fromTier, toTier, author, approver }: Override): Problem[] {
  const move = `R${fromTier} to R${toTier}`;
  const crossed = GUARDED.filter((guard) => toTier <= guard && fromTier > guard);
  const problem = (code: string, column: string, found: string, expected: string) => [
    { code, column, found, expected },
  ];
  return [
    ...(toTier === fromTier ? problem('NO_CHANGE', 'to_tier', move, 'another tier') : []),
    ...(toTier < fromTier - 1 ? problem('TOO_FAR_UP', 'to_tier', move, 'one tier up at most') : []),
    ...(crossed.length > 0 && approver === null
      ? problem('NO_APPROVER', 'approver', move, `an approver, across R${crossed[0]}/R${crossed[0]! + 1}`)
      : []),
    ...(approver !== null && samePerson(approver, author)
      ? problem('OWN_APPROVAL', 'approver', author, 'somebody else than the author')
      : []),
  ];
}
