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

/** Records that wait for what they were decided by, and why it cannot be had. */
interface Lack {
  readonly problem: Problem;
  readonly first: number;
  records: number;
}

/**
 * Decides records again from their own inputs and the kept copies of their documents.
 * @param log decisions.jsonl
 * @param records from the first on, each in its place in the chain
 * @returns what is wrong: each set of documents that cannot be had, with the records that need it, then the first record that the
 *   others lead to no more
 */
export async function decideAgain(log: string, records: readonly DecisionRecord[]): Promise<Problem[]> {
  const kits = new Map<string, DecisionKit | Lack>();
  const index = logIndex();
  let difference: Problem | undefined;
  for (const record of records) {
    const key = `${canonicalJson(record.documents)} ${record.asOf}`;
    const kit = kits.get(key) ?? (await kitOf(log, record));
    kits.set(key, kit);
    if ('problem' in kit) kit.records++;
    else difference ??= differenceIn(record, kit, index);
    index.add(record);
  }
  const lacks = [...kits.values()].filter((kit) => 'problem' in kit);
  return [...lacks.map(lackingDocument), ...(difference === undefined ? [] : [difference])];
}

function lackingDocument({ problem, first, records }: Lack): Problem {
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

/** The kept copies of a record's documents, or what is wrong with the first of them that cannot be had. */
async function kitOf(log: string, { documents, asOf, seq }: DecisionRecord): Promise<DecisionKit | Lack> {
  const read = async <S extends z.ZodType>(name: string, schema: S): Promise<z.infer<S>> => {
    const fingerprint = documents[name]!;
    const copy = await documentOfLog(log, fingerprint);
    const { fingerprint: found } = await readDocument(copy, z.unknown());
    if (found === fingerprint) return (await readDocument(copy, schema)).value;
    throw new DocumentError('CHANGED_DOCUMENT', `The kept copy of ${name}.json was changed`, [
      { code: 'CHANGED_DOCUMENT', path: copy, found, expected: fingerprint },
    ]);
  };
  try {
    const kept = {
      industry: await read('industry', industryDocumentSchema),
      enterprise: await read('enterprise', enterpriseDocumentSchema),
      policy: await read('policy', policySchema),
    };
    return decisionKit(kept, asOf);
  } catch (error) {
    const told = machineError(error);
    if (!(told instanceof DipperError)) throw error;
    return { problem: told.problems[0]!, first: seq, records: 0 };
  }
}
