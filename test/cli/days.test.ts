import { expect, it } from 'vitest';
import { dayNotices, previousDayLines } from '../../cli/days.js';

it('days before the data, and more than a year after, are told with the first of them', () => {
  const said = (...days: string[]) => dayNotices('application', days, '2024-06-30');
  expect(said('2024-06-30', '2024-07-01', '2025-06-30')).toEqual([]);
  const [before, after] = said('2024-06-29', '2024-02-29', '2025-07-01');
  expect(before).toContain('2 applications of a day before the data’s, 2024-06-30: 2024-02-29');
  expect(after).toContain('1 application of a day more than a year after the data’s, 2024-06-30: 2025-07-01');
});

it('a run before that is of no earlier day is told, one that is of an earlier day or not known is not', () => {
  const [told] = previousDayLines({ run: '2024-06-30-1a2b', asOf: '2024-06-30', notEarlier: true });
  expect(told).toContain('the run before (2024-06-30-1a2b) is of 2024-06-30, no day before the study’s');
  expect(previousDayLines({ run: '2024-05-31-1a2b', asOf: '2024-05-31', notEarlier: false })).toEqual([]);
  expect(previousDayLines({})).toEqual([]);
});
