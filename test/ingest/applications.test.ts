import { expect, it } from 'vitest';
import { parseApplication } from '../../src/ingest/applications.js';

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
