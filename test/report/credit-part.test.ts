import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { creditPart } from '../../src/report/credit-part.js';
import type { CapUse, Lent, ReportFacts } from '../../src/report/facts.js';
import { root } from '../fixtures/foshan-study.js';

const read = (name: string) => JSON.parse(readFileSync(join(root, 'models/foshan', name), 'utf8'));
const manifest = { counts: { records: 100, rated: 90, targets: 40 } };

/** Rows of the table of caps, cells parted by `|`. */
function capRows(caps: readonly CapUse[]): string[] {
  const credit = {
    lentTo: 50,
    gates: [],
    lines: [],
    within: { firms: 30, lineSum: 1, use: 1, expectedLoss: 1 },
    caps,
  };
  const lent = { credit, policy: read('policy.json'), industry: read('industry.json') } as unknown as Lent;
  const page = creditPart(lent, { manifest } as unknown as ReportFacts).html;
  const body = page.split('id="caps"')[1]!.split('</table>')[0]!.split('<tbody>')[1]!;
  return body
    .split('</tr>')
    .slice(0, -1)
    .map((row) => row.trim().replace(/(<[^>]+>\s*)+/g, '|'));
}

describe('the caps of the portfolio', () => {
  it('show every cap that stopped firms before the fullest, also one that nobody takes up', () => {
    const towns = Array.from({ length: 30 }, (_, i) => {
      return { kind: 'TOWN', of: `town ${i}`, use: 50 + i, limit: 100, stopped: 0 };
    });
    const group = { kind: 'GROUP', of: 'G1', use: 0, limit: 600, stopped: 1 };
    const shut = { kind: 'TIER', of: 'R6', use: 0, limit: 0, stopped: 77 };
    const rows = capRows([...towns, group, shut]);
    expect(rows).toHaveLength(20);
    expect(rows[0]).toBe('|Tier|等级|R6|0|0|–|77|');
    expect(rows[1]).toBe('|Group|集团|G1|0|600|0.0 %|1|');
    expect(rows[2]).toBe('|Town|镇街|town 29|79|100|79.0 %|0|');
  });

  it('name the firms outside every industry, which share one cap', () => {
    const rows = capRows([{ kind: 'INDUSTRY', of: '', use: 5, limit: 10, stopped: 0 }]);
    expect(rows).toEqual(['|Industry|产业|outside the map|未纳入产业图谱|5|10|50.0 %|0|']);
  });
});
