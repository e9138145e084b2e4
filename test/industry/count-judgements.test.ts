import { describe, expect, it } from 'vitest';
import { countJudgements } from '../../src/industry/count-judgements.js';

const judgement = (expert: string, node: string, pair: string, value: number | null) => ({
  expert,
  node,
  left: pair[0]!,
  right: pair[1]!,
  value,
  line: 2,
});

describe('judgements, counted', () => {
  it('by expert and by node: a gap is a pair left open by somebody who judged at the node', () => {
    const counted = countJudgements([
      judgement('ann', 'goal', 'ab', 3),
      judgement('ann', 'goal', 'ac', null),
      judgement('ann', 'goal', 'bc', 2),
      judgement('ben', 'goal', 'ab', 1),
      judgement('ben', 'goal', 'ba', 1),
      judgement('ben', 'a', 'xy', 5),
    ]);
    expect(counted.experts).toEqual([
      { expert: 'ann', judged: 2, gaps: 1 },
      { expert: 'ben', judged: 2, gaps: 2 },
    ]);
    expect(counted.nodes).toEqual([
      { node: 'goal', items: 3, pairs: 3, experts: 2, gaps: 3 },
      { node: 'a', items: 2, pairs: 1, experts: 1, gaps: 0 },
    ]);
  });
});
