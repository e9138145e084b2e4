import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseApplication, readApplications } from '../../src/ingest/applications.js';
import { readVisits } from '../../src/ingest/visits.js';

const at = { file: 'stdin', line: 7 };
const problemOf = (text: string) => {
  try {
    return parseApplication(text, [], at);
  } catch (error) {
    return (error as { problems: readonly object[] }).problems;
  }
};

it('an application is one object that says each field once', () => {
  const fields = '"application_id":"A","company_id":"F1","applied_at":"2024-07-01"';
  expect(problemOf(`{${fields},"requested_amount":100000}`)).toMatchObject({ requestedAmount: 100_000 });
  expect(problemOf(`{${fields},"requested_amount":1,"requested_amount":900000}`)).toEqual([
    { ...at, code: 'REPEATED_KEY', found: 'requested_amount', expected: 'each key of an object once' },
  ]);
  for (const text of ['', '[]', 'null', '"x"', `{${fields}`])
    expect(problemOf(text)).toMatchObject([{ ...at, code: 'NOT_JSON' }]);
});

it('values that name somebody are masked where they are wrong', async () => {
  const phone = {
    name: 'phone',
    type: 'text',
    personal: 'phone',
    pattern: '1[0-9]{10}',
    scope: 'tax',
  } as const;
  const masked = { code: 'PATTERN', column: 'phone', found: '075******1234' };
  const fields = '"application_id":"A","company_id":"F1","applied_at":"2024-07-01"';
  expect(() => parseApplication(`{${fields},"phone":"0757-83281234"}`, [phone], at)).toThrow(
    expect.objectContaining({ problems: [expect.objectContaining(masked)] }),
  );
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'applications.csv');
  writeFileSync(path, 'application_id,company_id,applied_at,phone\nA,F1,2024-07-01,0757-83281234\n');
  await expect(readApplications(path, [phone])).rejects.toMatchObject({ problems: [masked] });
  writeFileSync(path, 'company_id,field,seen_value\nF1,phone,0757-83281234\n');
  const drawn = new Map([['F1', { tier: 6, tierFirms: 9 }]]);
  await expect(readVisits(path, drawn, new Map([['phone', phone]]))).rejects.toMatchObject({
    problems: [{ ...masked, column: 'seen_value' }],
  });
});
