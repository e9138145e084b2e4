import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.js';
import { canonicalJson } from '../../src/document/canonical.js';
import { type DecisionRecord, sealRecord } from '../../src/document/decision-record.js';
import { openStudy, replayDecisions, watchLoans } from '../../src/index.js';
import { documentOfLog } from '../../src/output/kept-documents.js';
import { edit } from '../fixtures/foshan-study.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

const watch = {
  overdue: [{ fromDays: 1, action: 'freeze' }],
  hardRule: 'freeze',
  tierOut: 'freeze',
  lowerLine: 'cut',
  unknown: 'manual',
};

/** A log of two records by one policy and a third by another. */
async function logged() {
  const folder = writeTinyStudy([
    'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,1960000,,桂城,陈大文',
  ]);
  const loans = join(folder, 'loans.csv');
  const look = async (rules: object, rows: readonly string[]) => {
    edit(folder, 'models/policy.json', (text) => JSON.stringify({ ...JSON.parse(text), watch: rules }));
    writeFileSync(loans, `loan_id,company_id,line,drawn,overdue_days,as_of\n${rows.join('\n')}\n`);
    await watchLoans(await openStudy(folder), loans);
  };
  await look(watch, ['L1,a,500000,0,0,2024-06-30', 'L2,a,400000,0,1,2024-06-30']);
  await look({ ...watch, hardRule: 'cut' }, ['L3,a,300000,0,0,2024-06-30']);
  const log = join(folder, 'decisions.jsonl');
  const lines = () => readFileSync(log, 'utf8').trimEnd().split('\n');
  const records: DecisionRecord[] = lines().map((line) => JSON.parse(line));
  const rewrite = (all: readonly string[]) => writeFileSync(log, all.map((line) => `${line}\n`).join(''));
  const copyOf = (seq: number, name: string) => documentOfLog(log, records[seq - 1]!.documents[name]!);
  return { log, lines, records, rewrite, copyOf };
}

describe('a copy of a document that is missing or changed', () => {
  it('is told with the records that need it, and the others are decided again', async () => {
    const { log, records, copyOf } = await logged();
    const copy = await copyOf(1, 'policy');
    writeFileSync(copy, '{}\n');
    const found = await replayDecisions(log);
    expect(found).toMatchObject({ records: 3, head: records[2]!.hash });
    expect(found.problems).toEqual([
      expect.objectContaining({
        code: 'CHANGED_DOCUMENT',
        path: copy,
        expected: records[0]!.documents.policy,
        hint: 'not decided again: 2 records, the first is record 1',
      }),
    ]);
    rmSync(copy);
    expect((await replayDecisions(log)).problems).toMatchObject([{ code: 'MISSING_DOCUMENT' }]);
    const other = await copyOf(3, 'industry');
    writeFileSync(other, '{');
    expect((await replayDecisions(log)).problems).toMatchObject([
      { code: 'NOT_JSON', hint: 'not decided again: 3 records, the first is record 1' },
      { code: 'MISSING_DOCUMENT', hint: 'not decided again: 2 records, the first is record 1' },
    ]);
    mkdirSync(copy);
    expect((await replayDecisions(log)).problems).toMatchObject([{ code: 'NOT_JSON' }, { code: 'BAD_PATH' }]);
  });

  it('hides neither an edited record nor a head that is gone', async () => {
    const { log, lines, rewrite, copyOf } = await logged();
    rmSync(await copyOf(1, 'policy'));
    const [first, second, third] = lines();
    rewrite([first!, second!.replace('"line":400000', '"line":900000'), third!]);
    const found = await replayDecisions(log, { expectHead: 'a'.repeat(64) });
    expect(found.problem).toEqual(found.problems[0]);
    expect(found.problems).toMatchObject([
      { code: 'CHANGED', line: 2 },
      { code: 'HEAD_NOT_FOUND' },
      { code: 'MISSING_DOCUMENT', hint: 'not decided again: record 1' },
    ]);
  });

  it('hides no record that is decided otherwise', async () => {
    const { log, lines, records, rewrite, copyOf } = await logged();
    rmSync(await copyOf(1, 'policy'));
    const { seq: _seq, prev: _prev, hash: _hash, ...body } = records[2]!;
    const forged = sealRecord({ ...body, result: { ...body.result, action: 'cut' } }, records[1]);
    rewrite([...lines().slice(0, 2), canonicalJson(forged)]);
    expect((await replayDecisions(log)).problems).toMatchObject([
      { code: 'DECIDED_OTHERWISE', line: 3, path: 'result.action', found: '"cut"', expected: '"keep"' },
      { code: 'MISSING_DOCUMENT', hint: 'not decided again: 2 records, the first is record 1' },
    ]);
  });
});

it.each([
  ['decision', { application: {}, borrower: {} }],
  ['watch', { loan: {} }],
] as const)('a %s whose inputs cannot be decided by is a problem of the log', async (kind, inputs) => {
  const { log, lines, records, rewrite } = await logged();
  const { seq: _seq, prev: _prev, hash: _hash, ...body } = records[2]!;
  const inputsSha256 = sha256(canonicalJson(inputs));
  rewrite([
    ...lines().slice(0, 2),
    canonicalJson(sealRecord({ ...body, kind, inputs, inputsSha256 }, records[1])),
  ]);
  expect((await replayDecisions(log)).problems).toMatchObject([
    { code: 'NOT_A_RECORD', file: 'decisions.jsonl', line: 3, path: 'inputs' },
  ]);
});
