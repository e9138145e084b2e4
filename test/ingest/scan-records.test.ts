import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanRecords, walkRecords } from '../../src/ingest/scan-records.js';

const COMMA = 44;

/** Records and their lines, with the bytes given in pieces. */
function walk(text: string, size: number) {
  const found: [number, string][] = [];
  const walker = walkRecords(COMMA, (record, line) => found.push([line, record.toString('utf8')]));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) walker.push(bytes.subarray(at, at + size));
  return { unterminated: walker.end(), found };
}

describe('walkRecords', () => {
  it.each([1, 2, 3, 5, 1000])('cuts text in pieces of %i bytes into the same records', (size) => {
    expect(walk('id,名\r\n\r\n"a\r\n""b",1\n\r\nc,"d"\ne,5" x\r', size)).toEqual({
      found: [
        [1, 'id,名'],
        [2, ''],
        [3, '"a\r\n""b",1'],
        [5, ''],
        [6, 'c,"d"'],
        [7, 'e,5" x\r'],
      ],
      unterminated: undefined,
    });
  });

  it.each([1, 3, 1000])('knows quotes as the engine does, in pieces of %i bytes', (size) => {
    const records = ['a, "two\nlines" ,b', '5"",b', ' "",b', '  "no,b', '"a""\n",b', '"a" "\n" ,b', 'end'];
    const { found, unterminated } = walk(records.join('\n'), size);
    expect({ found: found.map(([, record]) => record), unterminated }).toEqual({ found: records });
  });

  it.each([1, 2, 1000])('knows a quote behind a byte order mark, in pieces of %i bytes', (size) => {
    const { found } = walk('\ufeff"i\nd",b\n\ufeff"c\n', size);
    expect(found).toEqual([
      [1, '\ufeff"i\nd",b'],
      [3, '\ufeff"c'],
    ]);
  });

  it('walks once over what a quote that never closes swallows', () => {
    const lines = 'abcdefghi\n'.repeat(600_000);
    const { found, unterminated } = walk(`id\n"${lines}`, 40);
    expect({ records: found.length, unterminated }).toEqual({ records: 2, unterminated: 2 });
  }, 10_000);
});

describe('scanRecords', () => {
  it('keeps the first refused records and the wanted rows, and counts all', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'a.csv');
    writeFileSync(path, 'id\nrow0\nbad1\n\nrow1\nbad2\nbad3\nrow2\n');
    const refused = Float64Array.of(3, 6, 7);
    expect(await scanRecords(path, ',', { refused, rows: Float64Array.of(1, 2), most: 2 })).toEqual({
      refused: new Map([
        [3, { line: 3, text: 'bad1' }],
        [6, { line: 6, text: 'bad2' }],
      ]),
      rows: new Map([
        [1, { line: 5, text: 'row1' }],
        [2, { line: 8, text: 'row2' }],
      ]),
      records: 6,
    });
  });
});
