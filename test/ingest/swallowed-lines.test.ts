import { expect, it } from 'vitest';
import { swallowedLines } from '../../src/ingest/swallowed-lines.js';

it('lines of a record that would be records themselves are told', () => {
  expect(swallowedLines('a,"b\nc,d\r\ne,f\ng', ',', 2)).toBe(2);
  expect(swallowedLines('a,"b\nc,d",e\n"', ',', 2)).toBe(1);
});

it('a record that has its cells swallowed none, nor one whose lines are no records', () => {
  expect(swallowedLines('a,"b\nc,d"', ',', 2)).toBe(0);
  expect(swallowedLines('"a\nb"', ',', 2)).toBe(0);
  expect(swallowedLines('"a,b', ',', 2)).toBe(0);
});
