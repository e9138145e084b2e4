import { describe, expect, it } from 'vitest';
import { findRecords } from '../../src/ingest/find-records.js';

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const find = (text: string, wanted: string, size = 7) => findRecords(inPieces(text, size), wanted, 'a.csv');

describe('findRecords', () => {
  it('keeps the header and the records in which a text occurs, with their lines', async () => {
    const text = 'id,note\nX,"of\nY"\nY,1\n\nZ,2\nXY,3';
    expect(await find(text, 'Y')).toEqual({
      text: 'id,note\nX,"of\nY"\nY,1\nXY,3\n',
      lines: [2, 4, 7],
    });
  });

  it('takes the first line that is not blank for the header', async () => {
    expect(await find('\r\n \nid,note\nX,1\n', 'X')).toEqual({ text: 'id,note\nX,1\n', lines: [4] });
  });

  it('knows that a quote inside a cell opens nothing', async () => {
    expect(await find('id,note\nX,5" pipe\nY, "a\nb"\nZ,Y\n', 'Y')).toEqual({
      text: 'id,note\nY, "a\nb"\nZ,Y\n',
      lines: [3, 5],
    });
  });

  it('finds records in lines that end with CR alone', async () => {
    expect(await find('id,note\rX,1\rY,2\r', 'Y')).toEqual({ text: 'id,note\nY,2\n', lines: [3] });
  });

  it('has no records where there is only a header', async () => {
    expect(await find('id,X', 'X')).toEqual({ text: 'id,X\n', lines: [] });
    expect(await find('', 'X')).toEqual({ text: '', lines: [] });
  });

  it('reads past a quote that never closes in one pass', async () => {
    const lines = `${'abcdefghij,0123456789\n'.repeat(200_000)}`;
    const { text } = await find(`id,note\nX,"open\n${lines}`, 'X', 1 << 16);
    expect(text).toHaveLength('id,note\nX,"open\n'.length + lines.length);
  }, 5_000);
});
