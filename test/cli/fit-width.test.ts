import { describe, expect, it } from 'vitest';
import { fitWidth, wrapLines } from '../../cli/fit-width.js';

const cells = [
  ['industry', 'score', '', 'why'],
  ['智能制造装备', '75.67', '█████', 'makes machines that make machines, and sells them'],
  ['new energy', '67.49', '████', 'short'],
];
const fitted = (width: number) => fitWidth(cells, width, { left: [0, 2, 3], spare: [2] });

describe('a table in a terminal', () => {
  it('stays as it is where it fits', () => {
    expect(fitted(200)).toEqual([{ columns: [0, 1, 2, 3], cells }]);
    expect(fitted(Number.POSITIVE_INFINITY)).toEqual([{ columns: [0, 1, 2, 3], cells }]);
    // 12 + 5 + 5 + 49 columns, and two before each
    expect(fitted(79)).toEqual([{ columns: [0, 1, 2, 3], cells }]);
  });

  it('loses its bars first, then its widest text is wrapped, Chinese taken for twice as wide', () => {
    expect(fitted(78)).toEqual([{ columns: [0, 1, 3], cells: cells.map((row) => row.toSpliced(2, 1)) }]);
    const [{ columns, cells: rows }] = fitted(50) as [ReturnType<typeof fitWidth>[number]];
    expect(columns).toEqual([0, 1, 3]);
    expect(rows[1]).toEqual(['智能制造装备', '75.67', 'makes machines that make\nmachines, and sells them']);
    expect(rows[2]).toEqual(['new energy', '67.49', 'short']);
  });

  it('goes on below, beside its first column, where texts cannot be narrower', () => {
    const parts = fitted(38);
    expect(parts.map(({ columns }) => columns)).toEqual([
      [0, 1],
      [0, 3],
    ]);
    expect(parts[1]!.cells[2]).toEqual(['new energy', 'short']);
    expect(parts[1]!.cells[1]![1]!.replaceAll('\n', ' ')).toBe(cells[1]![3]);
  });
});

it('a fingerprint is not wrapped, which would be copied in pieces', () => {
  const found = fitWidth(
    [
      ['document', 'fingerprint'],
      ['policy.json', 'a1'.repeat(32)],
    ],
    60,
    { left: [0, 1], spare: [] },
  );
  expect(found[0]!.cells[1]![1]).toBe('a1'.repeat(32));
});

it('lines are wrapped at blanks, as far in as they begin, and words are not cut', () => {
  expect(wrapLines('  one two three four five six seven\nshort', 24)).toBe(
    '  one two three four\n  five six seven\nshort',
  );
  expect(wrapLines(`  ${'额度'.repeat(8)}`, 24)).toBe(`  ${'额度'.repeat(5)}额\n  ${'度额'.repeat(2)}度`);
  expect(wrapLines(`  ${'x'.repeat(40)}`, 24)).toBe(`  ${'x'.repeat(40)}`);
});
