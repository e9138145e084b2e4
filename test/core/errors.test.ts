import { expect, it } from 'vitest';
import { formatProblem } from '../../src/core/errors.js';

it('says where, what was found and what was expected', () => {
  const at = { code: 'RANGE', file: 'judgements.csv', line: 14, column: 'value' };
  expect(formatProblem({ ...at, found: '10', expected: '1/9 to 9' })).toBe(
    'judgements.csv line 14, column value: found "10"; expected 1/9 to 9',
  );
  expect(formatProblem({ code: 'EMPTY' })).toBe('EMPTY');
  // What a JSON document says has its quotes already
  expect(formatProblem({ code: 'SCHEMA', path: 'kind', found: '"sums"' })).toBe('kind: found "sums"');
  expect(formatProblem({ code: 'SCHEMA', path: 'kind', found: '"' })).toBe('kind: found "\\""');
});

it('cuts a long cell, but no path, reason or hash', () => {
  const path = `nothing at /srv/${'d'.repeat(80)}/decisions.jsonl`;
  expect(formatProblem({ code: 'NO_LOG', file: 'decisions.jsonl', found: path })).toBe(
    `decisions.jsonl: found "${path}"`,
  );
  const cell = formatProblem({ code: 'TYPE', file: 'a.csv', line: 2, column: 'x', found: '9'.repeat(80) });
  expect(cell).toBe(`a.csv line 2, column x: found "${'9'.repeat(64)}…"`);
  const list = formatProblem({ code: 'SCHEMA', path: 'shares', found: `[${'1,'.repeat(80)}1]` });
  expect(list).toBe(`shares: found "[${'1,'.repeat(31)}1…"`);
});

it('lets no name steer the terminal', () => {
  const hostile = 'a\u001b[2J\u009b31mb\n';
  for (const part of ['file', 'column', 'path', 'found', 'expected', 'hint'])
    expect(formatProblem({ code: 'X', [part]: hostile })).not.toMatch(/\p{Cc}/u);
});
