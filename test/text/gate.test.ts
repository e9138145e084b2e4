import { expect, it } from 'vitest';
import { gatesOf } from '../../src/document/gates.js';
import { gateText } from '../../src/text/gate.js';
import { policy } from '../fixtures/tiny-study.js';

it('every gate of a policy has words in both languages, and none prints its code', () => {
  for (const gate of gatesOf(policy)) {
    for (const language of ['en', 'zh'] as const) expect(gateText(gate, language)).not.toContain(gate.code);
  }
  const texts = gatesOf(policy).map((gate) => gateText(gate, 'en'));
  expect(texts).toContain('Younger than 24 months: not known');
  expect(new Set(texts).size).toBe(texts.length);
});
