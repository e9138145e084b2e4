import { describe, expect, it } from 'vitest';
import { columnText } from '../../src/text/column.js';
import { lineTermText } from '../../src/text/line-term.js';

describe('words for names that a study chooses', () => {
  it('are the name itself where nothing else is known, whatever objects have by birth', () => {
    expect(columnText('town')).toEqual({ en: 'Town', zh: '镇街' });
    for (const name of ['constructor', 'staff']) expect(columnText(name)).toEqual({ en: name, zh: name });
  });

  it('are those of the rule that caps a line', () => {
    const text = { en: 'Few staff', zh: '员工过少' };
    const rules = [{ id: 'constructor', text }] as unknown as Parameters<typeof lineTermText>[1]['rules'];
    expect(lineTermText('constructor', { rules }, 'zh')).toBe('员工过少');
    expect(lineTermText('constructor', { rules: [] }, 'en')).toBe('constructor');
    expect(lineTermText('cap', { rules }, 'en')).toBe('Cap of the tier');
  });
});
