import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { companyRecords } from '../../src/ingest/company-records.js';
import { delimiterOf } from '../../src/ingest/delimiter.js';
import { parseRecords } from '../../src/ingest/read-records.js';

const note = 'indicative; simple; a year; of 2024';

it('is what parts the header, whatever texts below it hold', () => {
  expect(delimiterOf(`a,b\n1,${note}\n`)).toBe(',');
  expect(delimiterOf('\n\na;b;c,d\n')).toBe(';');
  expect(delimiterOf('"a;b;c"\td\n')).toBe('\t');
  expect(delimiterOf('a\n1;2;3\n')).toBe(',');
  expect(delimiterOf('')).toBe(',');
  expect(parseRecords(`a,b\n1,${note}\n`, 'f').records[1]!.cells).toEqual(['1', note]);
});

it('is found in a stream that comes a byte at a time', async () => {
  const bytes = [...Buffer.from(`company_id,note\nA,${note}\n`)].map((byte) => Buffer.of(byte));
  const columns: readonly Column[] = [
    { name: 'company_id', type: 'text' },
    { name: 'note', type: 'text' },
  ];
  const wanted = new Set(columns.map(({ name }) => name));
  const options = { file: 'f', columns, wanted, missingTexts: [], classification: null };
  const read = [];
  for await (const { company } of companyRecords(Readable.from(bytes), options)) read.push(company);
  expect(read).toEqual([{ company_id: 'A', note }]);
});
