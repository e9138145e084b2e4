import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { cellsOf, quoted, rawFields, unquoted } from '../../src/ingest/raw-fields.js';

describe('the fields of a record', () => {
  it('keep their quotes', () => {
    expect(rawFields('a,,"b,c",d', ',')).toEqual(['a', '', '"b,c"', 'd']);
    expect(rawFields('"a""b";"";c', ';')).toEqual(['"a""b"', '""', 'c']);
    expect(rawFields('a,5" pipe,"two\nlines"', ',')).toEqual(['a', '5" pipe', '"two\nlines"']);
    expect(rawFields('"a",', ',')).toEqual(['"a"', '']);
    expect(rawFields('', ',')).toEqual(['']);
  });

  it('have no spaces around quotes that the engine reads over', () => {
    expect(rawFields('"a" ,b, "c,d","e"   ', ',')).toEqual(['"a"', 'b', '"c,d"', '"e"']);
    expect(rawFields(' "a""b" ; c ;  "d"', ';')).toEqual(['"a""b"', ' c ', '  "d"']);
    for (const record of ['"a" b,c', 'a, "b', '"a"\t,b'])
      expect(rawFields(record, ','), record).toBeUndefined();
  });

  it('go on behind quotes that open again after spaces, as the engine has it', () => {
    expect(cellsOf('"a" "b,c"  "d",e', ',')).toEqual(['a b,c  d', 'e']);
    expect(cellsOf('"a"" "" b","" "c"', ',')).toEqual(['a" " b', ' c']);
  });

  it('have no half of a line end behind them', () => {
    expect(rawFields('a,b\r', ',')).toEqual(['a', 'b']);
    expect(rawFields('a,"b"\r', ',')).toEqual(['a', '"b"']);
  });

  it('are none when quotes do not pair', () => {
    for (const record of ['"a', 'a,"b"c,d', '"a""', 'a,"'])
      expect(rawFields(record, ','), record).toBeUndefined();
  });

  it('are what another parser finds, and come back from a text', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '长'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        const record = cells.map((text) => quoted(text, ',')).join(',');
        expect(rawFields(record, ',')!.map(unquoted)).toEqual(cells);
        expect(Papa.parse<string[]>(record, { delimiter: ',', newline: '\n' }).data[0]).toEqual(cells);
      }),
    );
  });
});
