import { expect, it } from 'vitest';
import { policySchema } from '../../src/document/policy.js';
import { parseDocument } from '../../src/document/read-document.js';
import { policy } from '../fixtures/tiny-study.js';

const read = (minimum: number) =>
  parseDocument(JSON.stringify({ ...policy, line: { ...policy.line, minimum } }), {
    path: 'policy.json',
    schema: policySchema,
  });

it('makes no offers of nothing: the least line is 1', () => {
  expect(read(1).value.line.minimum).toBe(1);
  expect(() => read(0)).toThrow(
    expect.objectContaining({
      problems: [
        { code: 'SCHEMA', file: 'policy.json', path: 'line.minimum', found: '0', expected: 'at least 1' },
      ],
    }),
  );
});
