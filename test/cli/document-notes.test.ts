import { expect, it } from 'vitest';
import { documentNotes } from '../../cli/document-notes.js';

const on = '2024-06-30';
const fitted = (asOf: string) => ({ value: { asOf } });

it('tells documents that are not approved, and says nothing of others', () => {
  const same = { industry: undefined, enterprise: fitted(on) };
  expect(documentNotes({ documents: { enterprise: { status: 'approved' } }, ...same }, on)).toEqual([]);
  const documents = { enterprise: { status: 'draft' }, policy: { status: 'retired' } };
  expect(documentNotes({ documents, ...same }, on)).toEqual([
    'Not approved: enterprise.json (draft), policy.json (retired)',
  ]);
});

it('a card and industries fitted on later data than those they rate may know what came after', () => {
  const later = { industry: fitted('2024-07-01'), enterprise: fitted('2025-01-01') };
  expect(documentNotes({ documents: {}, ...later }, on)).toEqual([
    'Later than the data of 2024-06-30, so they may know what came after: industry.json (as of 2024-07-01), enterprise.json (as of 2025-01-01)',
  ]);
});
