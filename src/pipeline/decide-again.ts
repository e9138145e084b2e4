import { z } from 'zod';
import { DipperError, DocumentError, type Problem } from '../core/errors.js';
import { sha256 } from '../core/hash.js';
import { machineError } from '../core/machine-error.js';
import { canonicalJson } from '../document/canonical.js';
import type { DecisionRecord } from '../document/decision-record.js';
import { enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { industryDocumentSchema } from '../document/industry-document.js';
import { policySchema } from '../document/policy.js';
import { readDocument } from '../document/read-document.js';
import { documentOfLog } from '../output/kept-documents.js';
import { plain } from './decision-body.js';
import { type ApplicationInputs, type DecisionKit, decisionKit } from './decision-kit.js';
import { logIndex } from './log-index.js';
import type { WatchInputs } from './watch-kit.js';

/** A copy of a document that cannot be had, and the records that need it. */
interface Lack {
  readonly problem: Problem;
  readonly first: number;
  readonly records: number;
}

/**
 * Decides records again from their own inputs and the kept copies of their documents.
 * @param log decisions.jsonl
 * @param records from the first on, each in its place in the chain
 * @returns what is wrong: each copy that cannot be had, with the records that need it, then the first record that the others lead to
 *   no more
 */
export async function decideAgain(log: string, records: readonly DecisionRecord[]): Promise<Problem[]> {
  const kits = new Map<string, Kit>();
  const lacks = new Map<string, Lack>();
  const index = logIndex();
  let difference: Problem | undefined;
  for (const record of records) {
    const key = `${canonicalJson(record.documents)} ${record.asOf}`;
    const kit = kits.get(key) ?? (await kitOf(log, record));
    kits.set(key, kit);
    if ('decide' in kit) difference ??= differenceIn(record, kit, index);
    else
      for (const [copy, problem] of kit) {
        const { first = record.seq, records: before = 0 } = lacks.get(copy) ?? {};
        lacks.set(copy, { problem, first, records: before + 1 });
      }
    index.add(record);
  }
  return [...[...lacks.values()].map(lackingCopy), ...(difference === undefined ? [] : [difference])];
}

function lackingCopy({ problem, first, records }: Lack): Problem {
  const hint = `not decided again: ${records === 1 ? 'record' : `${records} records, the first is record`} ${first}`;
  return { ...problem, hint };
}

/** What is wrong with a record that its own inputs and documents do not lead to again. */
function differenceIn(
  record: DecisionRecord,
  kit: DecisionKit,
  index: ReturnType<typeof logIndex>,
): Problem | undefined {
  const at = { line: record.seq };
  if (sha256(canonicalJson(record.inputs)) !== record.inputsSha256)
    return { ...at, code: 'INPUTS_DIFFER', found: 'other inputs', expected: record.inputsSha256 };
  try {
    const expected = resultOf(record, kit, index);
    if (canonicalJson(expected) === canonicalJson(record.result)) return undefined;
    const hint = `the record was made by version ${record.codeVersion}`;
    return { ...at, code: 'DECIDED_OTHERWISE', ...unlike(record.result, expected), hint };
  } catch (error) {
    // Whoever seals a record himself may write anything into its inputs.
    const found = (error as Error).message;
    return { ...at, code: 'NOT_A_RECORD', path: 'inputs', found, expected: 'inputs that can be decided by' };
  }
}

/** The first name under which two results say different things. */
function unlike(
  result: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
): Pick<Problem, 'path' | 'found' | 'expected'> {
  const told = (from: Readonly<Record<string, unknown>>, name: string) =>
    Object.hasOwn(from, name) ? canonicalJson(from[name]) : 'nothing';
  const names = [...Object.keys(expected), ...Object.keys(result)];
  const name = names.find((each) => told(result, each) !== told(expected, each))!;
  return { path: `result.${name}`, found: told(result, name), expected: told(expected, name) };
}

function resultOf(
  { kind, companyId, decidedOn, inputs, asOf }: DecisionRecord,
  kit: DecisionKit,
  index: ReturnType<typeof logIndex>,
): Record<string, unknown> {
  if (kind === 'watch') return plain(kit.watch(inputs as unknown as WatchInputs));
  const own = inputs as unknown as ApplicationInputs;
  const logAmount = index.grantedTo({ companyId, ...own.borrower }, { asOf, on: decidedOn });
  return plain(kit.decide({ ...own, borrower: { ...own.borrower, logAmount } }, decidedOn));
}

/** What decides by a set of documents, or what is wrong with those of its copies that cannot be had. */
type Kit = DecisionKit | ReadonlyMap<string, Problem>;

async function kitOf(log: string, { documents, asOf }: DecisionRecord): Promise<Kit> {
  const problems = new Map<string, Problem>();
  const had = async <T>(copy: string, job: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await job();
    } catch (error) {
      const told = machineError(error);
      if (!(told instanceof DipperError)) throw error;
      problems.set(copy, told.problems[0]!);
      return undefined;
    }
  };
  const kept = async <S extends z.ZodType>(name: string, schema: S) => {
    const fingerprint = documents[name]!;
    const copy = await documentOfLog(log, fingerprint);
    return had(copy, () => readCopy(copy, { fingerprint, schema }));
  };
  const industry = await kept('industry', industryDocumentSchema);
  const enterprise = await kept('enterprise', enterpriseDocumentSchema);
  const policy = await kept('policy', policySchema);
  if (industry === undefined || enterprise === undefined || policy === undefined) return problems;
  return (await had('policy', () => decisionKit({ industry, enterprise, policy }, asOf))) ?? problems;
}

/** @throws DocumentError CHANGED_DOCUMENT for a copy that says something else than its fingerprint; what reading documents throws */
async function readCopy<S extends z.ZodType>(
  copy: string,
  { fingerprint, schema }: { readonly fingerprint: string; readonly schema: S },
): Promise<z.infer<S>> {
  const { fingerprint: found } = await readDocument(copy, z.unknown());
  if (found === fingerprint) return (await readDocument(copy, schema)).value;
  throw new DocumentError('CHANGED_DOCUMENT', 'The kept copy of a document was changed', [
    { code: 'CHANGED_DOCUMENT', path: copy, found, expected: fingerprint },
  ]);
}
