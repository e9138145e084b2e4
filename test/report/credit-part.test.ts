import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { creditPart } from '../../src/report/credit-part.js';
import type { ReportFacts } from '../../src/report/facts.js';
import type { CapUse, Lent } from '../../src/report/lending-facts.js';
import { root } from '../fixtures/foshan-study.js';

const read = (name: string) => JSON.parse(readFileSync(join(root, 'models/foshan', name), 'utf8'));
const manifest = { counts: { records: 100, rated: 90, targets: 40 } };
const enterprise = read('enterprise.json');

/** The part of a policy under the caps given. */
function partOf(
  caps: readonly CapUse[],
  { tiers = enterprise.tiers, policy = {}, within = 30 } = {},
): string {
  const credit = {
    lentTo: 50,
    gates: [],
    lines: [],
    within: { firms: within, lineSum: 1, use: 1, expectedLoss: 1 },
    caps,
  };
  const lent = {
    credit,
    policy: { ...read('policy.json'), ...policy },
    industry: read('industry.json'),
  } as unknown as Lent;
  return creditPart(lent, { manifest, enterprise: { tiers } } as unknown as ReportFacts).html;
}

/** Rows of the table of caps, cells parted by `|`. */
function capRows(caps: readonly CapUse[]): string[] {
  const body = partOf(caps).split('id="caps"')[1]!.split('</table>')[0]!.split('<tbody>')[1]!;
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

describe('what is said in words', () => {
  it('no firm is kept from the list: no table without rows', () => {
    const page = partOf([]);
    expect(page).toContain('No firm of these tiers is kept from the list.');
    expect(page).not.toContain('id="gates"');
  });

  it('one firm is one firm', () => {
    expect(partOf([], { within: 1 })).toContain('Within the caps: 1 firm, lines of');
    expect(partOf([], { within: 2 })).toContain('Within the caps: 2 firms, lines of');
  });

  it('pds that somebody assumed are told with who assumed them, where the rating has none of its own', () => {
    const assumedPds = { author: 'Li Lei', reason: 'the master scale of 2023', ppm: [] };
    const tiers = enterprise.tiers.map((tier: object) => ({ ...tier, pdPpm: null }));
    const page = partOf([], { tiers, policy: { assumedPds } });
    expect(page).toContain('those that Li Lei assumed: the master scale of 2023');
    expect(page).toContain('采用Li Lei假定的违约概率：the master scale of 2023');
    expect(partOf([], { policy: { assumedPds } })).not.toContain('Li Lei');
  });
});
