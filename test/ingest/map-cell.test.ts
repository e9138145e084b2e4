import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnType } from '../../src/document/column.js';
import type { MappedColumn } from '../../src/document/mapping.js';
import { cellChange } from '../../src/ingest/map-cell.js';

const change = (mapped: Omit<MappedColumn, 'column'>) => cellChange({ column: 'any', ...mapped })!;

describe('a number with a sign of currency or a unit', () => {
  it('is read without the sign and multiplied with the unit; anything else stays', () => {
    const priced = change({ priced: true });
    const told = {
      '￥5,000': '5000',
      '¥5,000.50元': '5000.5',
      '-￥3': '-3',
      '￥-3': '-3',
      'RMB 7,000': '7000',
      人民币2万元: '20000',
      '12.3万': '123000',
      '0.1亿元': '10000000',
      '３００ 万元': '3000000',
      ' 5百万 ': '5000000',
      '1.10元': '1.1',
      '2 Million': '2000000',
      '80000': '80000',
      '1,234.50': '1234.5',
      '１２３': '123',
      '(39)': '-39',
    };
    for (const [cell, number] of Object.entries(told)) expect([cell, priced(cell)]).toEqual([cell, number]);
    for (const cell of [
      '',
      '万',
      '￥',
      '$5',
      '5美元',
      '5万美元',
      '1,2345万',
      '1.2.3元',
      '5万左右',
      '1e3万',
      '待核',
    ])
      expect(priced(cell)).toBe(cell);
  });
});

describe('a number with what it counts', () => {
  it('multiplies numbers without a unit of their own with that of the header, others with their own', () => {
    const read = change({ priced: true, times: 10_000 });
    const told = {
      50: '500000',
      '1,234.5': '12345000',
      '￥50': '500000',
      '80万': '800000',
      '5000元': '5000',
    };
    for (const [cell, number] of Object.entries({ ...told, '1.2亿元': '120000000', '(30)': '-300000' }))
      expect([cell, read(cell)]).toEqual([cell, number]);
    expect(read('无')).toBe('无');
    expect(cellChange({ column: 'any', priced: true, times: 10 }, 'integer')!('12人')).toBe('12');
    const listed = change({ times: 10_000, values: { 半百: '50' } });
    expect([listed('半百'), listed('50')]).toEqual(['50', '500000']);
  });

  it('is read without it, but where it is money', () => {
    const read = (type: ColumnType) => cellChange({ column: 'any', priced: true }, type)!;
    const told = {
      '12人': '12',
      '1,200 家': '1200',
      '３个月': '3',
      '-2次': '-2',
      '12人次': '12人次',
      人: '人',
    };
    for (const [cell, number] of Object.entries(told)) {
      expect([cell, read('integer')(cell)]).toEqual([cell, number]);
      expect(read('amount')(cell)).toBe(cell);
    }
    expect(read('amount')('12万')).toBe('120000');
  });
});

describe('a number with thousands separators', () => {
  it('is read without them, in usual digits; anything else stays', () => {
    const grouped = change({ grouped: true });
    const cells = ['1,324.0966', '-12,345,678', '+1,000', '１，２３４．５', '２９０', ' 12 ', '7', '1e3'];
    expect(cells.map(grouped)).toEqual([
      '1324.0966',
      '-12345678',
      '+1000',
      '1234.5',
      '290',
      '12',
      '7',
      '1e3',
    ]);
    const others = [
      '1,2345',
      '12,34',
      ',123',
      '1,234,',
      '1,234元',
      'NULL',
      '',
      '1.234,5',
      '0,123',
      '012,345',
    ];
    expect(others.map(grouped)).toEqual(others);
  });

  it('is multiplied after that', () => {
    const grouped = change({ grouped: true, times: 10_000 });
    expect(['1,324.0966', '２９０', '5', 'x'].map(grouped)).toEqual(['13240966', '2900000', '50000', 'x']);
    const negative = ['(10,785)', '（２．５）', '( 3 )', '(-3)', '(1)(2)', '()', '(0,5)'];
    expect(negative.map(change({ grouped: true }))).toEqual(['-10785', '-2.5', '-3', ...negative.slice(3)]);
  });
});

describe('a number with a percent sign', () => {
  it('is read without it, multiplied and with separators too; anything else stays', () => {
    const cells = ['27.4%', ' 5 ％ ', '-0.5%', '１２％', '0.274', '1,234.5%', '%', '5%%', 'x%', '5‰', ''];
    expect(cells.map(change({ percent: true }))).toEqual([
      '27.4',
      '5',
      '-0.5',
      '12',
      '0.274',
      '1,234.5',
      '%',
      '5%%',
      'x%',
      '5‰',
      '',
    ]);
    expect(['27.4%', '0.1%'].map(change({ percent: true, times: 0.01 }))).toEqual(['0.274', '0.001']);
    expect(change({ percent: true, grouped: true })('1,234.5%')).toBe('1234.5');
  });
});

describe('a number that is multiplied', () => {
  it('is exact decimal, however it was written', () => {
    const tenThousand = change({ times: 10_000 });
    const found = [
      '1',
      '0.1',
      '1234.56789',
      '-2.5',
      '+3',
      '.5',
      '7.',
      '1e3',
      '1.5E-3',
      '1_000',
      ' 12 ',
      '\u300012',
    ];
    expect(found.map(tenThousand)).toEqual([
      '10000',
      '1000',
      '12345678.9',
      '-25000',
      '30000',
      '5000',
      '70000',
      '10000000',
      '15',
      '10000000',
      '120000',
      '120000',
    ]);
    expect(tenThousand('90071992547409.93')).toBe('900719925474099300');
    expect(change({ times: 0.01 })('12345')).toBe('123.45');
    expect(change({ times: 0.001 })('-0')).toBe('0');
    expect(change({ times: 1e-7 })('3')).toBe('0.0000003');
    expect(change({ times: 1e21 })('2')).toBe('2000000000000000000000');
    expect(change({ times: -1 })('0.50')).toBe('-0.5');
  });

  it('stays as it stands when it is no number', () => {
    const cells = ['', ' ', 'NULL', 'n/a', '1,234', '1.2.3', '12万', 'NaN', '-', '0x10', '1 2', '1e99999'];
    expect(cells.map(change({ times: 10_000 }))).toEqual(cells);
  });

  it('equals the exact product of two fractions', () => {
    const decimal = fc.record({
      sign: fc.constantFrom('', '-'),
      whole: fc.bigInt({ min: 0n, max: 10n ** 20n }),
      decimals: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }).map((all) => all.join('')),
    });
    /** Numerator over a power of ten. */
    const fraction = (text: string) => {
      const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)!;
      return { over: BigInt(`${sign}${whole}${decimals}`), under: 10n ** BigInt(decimals.length) };
    };
    const factor = fc.tuple(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 0, max: 4 }));
    fc.assert(
      fc.property(decimal, factor, ({ sign, whole, decimals }, [digits, places]) => {
        const cell = `${sign}${whole}${decimals === '' ? '' : `.${decimals}`}`;
        const made = fraction(change({ times: Number((digits / 10 ** places).toFixed(places)) })(cell));
        const given = fraction(cell);
        expect(made.over * given.under * 10n ** BigInt(places)).toBe(
          given.over * BigInt(digits) * made.under,
        );
      }),
    );
  });
});

describe('a day in another format', () => {
  it('is written as YYYY-MM-DD', () => {
    const cases = [
      ['YYYYMMDD', '20190304', '2019-03-04'],
      ['YYYY.M.D', '2019.3.14', '2019-03-14'],
      ['YYYY年M月D日', ' 2020年2月29日 ', '2020-02-29'],
      ['DD/MM/YYYY', '31/12/2019', '2019-12-31'],
      ['D.M.YYYY', '1.2.2019', '2019-02-01'],
      ['DD-MM-YYYY', '31-12-2019', '2019-12-31'],
      ['YYYY-M-D', '2019-3-4', '2019-03-04'],
      ['[YYYY]{M}(D)?*+^$|/\\', '[2019]{3}(4)?*+^$|/\\', '2019-03-04'],
    ] as const;
    for (const [dateFormat, cell, day] of cases) expect(change({ dateFormat })(cell), dateFormat).toBe(day);
  });

  it('may be a number of a spreadsheet, with a time of day behind it', () => {
    const serial = change({ dateFormat: 'serial' });
    // 2020-02-29, 2000-01-01 and 1970-01-01 by the tables of Excel's makers.
    expect(['43890', '36526', ' 25569 ', '36526.75'].map(serial)).toEqual([
      '2020-02-29',
      '2000-01-01',
      '1970-01-01',
      '2000-01-01',
    ]);
    for (const cell of ['', '9999', '020000', '436526', '2020-01-01', '4e4', '-36526'])
      expect(serial(cell)).toBe(cell);
  });

  it('stays as it stands when it is no day of the format', () => {
    const cells = ['20190229', '20191301', '2019030', '201903040', '2019-03-04', 'soon', ''];
    expect(cells.map(change({ dateFormat: 'YYYYMMDD' }))).toEqual(cells);
    expect(change({ dateFormat: 'YYYY.M.D' })('2019x3x4')).toBe('2019x3x4');
  });
});

describe('a listed value', () => {
  it('takes its place; others stay, or are multiplied', () => {
    const flag = change({ values: { 是: '1', 否: '0', '': '0' } });
    expect(['是', ' 否 ', '', '不详', '1'].map(flag)).toEqual(['1', '0', '0', '不详', '1']);
    expect(['无', '2', '?'].map(change({ values: { 无: '0' }, times: 1000 }))).toEqual(['0', '2000', '?']);
    expect(['constructor', '__proto__'].map(flag)).toEqual(['constructor', '__proto__']);
  });
});

it('a column with a new name only has no change', () => {
  expect(cellChange({ column: 'name' })).toBeUndefined();
});
