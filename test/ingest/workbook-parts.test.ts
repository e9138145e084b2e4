import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { recordsOf } from '../../src/ingest/read-records.js';
import { readSheet } from '../../src/ingest/sheet.js';
import { workbookOf } from '../fixtures/workbook.js';

const cellsOf = async (bytes: Uint8Array) => (await readSheet(bytes))!.records.map(({ cells }) => cells);

/** The sheets of several workbooks in one, by state. */
function joined(...sheets: readonly (readonly [state: string, bytes: Uint8Array])[]): Uint8Array {
  const [first] = sheets.map(([, bytes]) => unzipSync(bytes));
  const files = { ...first! };
  const edit = (name: string, change: (text: string) => string) => {
    files[name] = strToU8(change(strFromU8(files[name]!)));
  };
  sheets.forEach(([, bytes], i) => {
    files[`xl/worksheets/sheet${i + 1}.xml`] = unzipSync(bytes)['xl/worksheets/sheet1.xml']!;
  });
  edit('xl/workbook.xml', (text) => {
    const own = sheets.map(
      ([state], i) => `<sheet name="S${i + 1}" sheetId="${i + 1}" ${state} r:id="r${i + 1}"/>`,
    );
    return text.replace(/<sheet .*?\/>/, own.join(''));
  });
  const types = /<Override PartName="\/xl\/worksheets\/sheet1.xml"(.*?)\/>/;
  edit('[Content_Types].xml', (text) =>
    text.replace(types, (_all, rest) =>
      sheets.map((_sheet, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml"${rest}/>`).join(''),
    ),
  );
  edit('xl/_rels/workbook.xml.rels', (text) =>
    text.replace(/<Relationship .*?\/>/, (one) =>
      sheets.map((_sheet, i) => one.replace('r1', `r${i + 1}`).replace('sheet1', `sheet${i + 1}`)).join(''),
    ),
  );
  return zipSync(files);
}

it('the sheet that is read is the first that is not hidden; the first where all are', async () => {
  const [old, own, more] = ['old', 'own', 'more'].map((text) => workbookOf([[text]]));
  expect(await cellsOf(joined(['state="hidden"', old!], ['', own!], ['', more!]))).toEqual([['own']]);
  expect(await cellsOf(joined(['state="veryHidden"', old!], ['state="visible"', own!]))).toEqual([['own']]);
  expect(await cellsOf(joined(['state="hidden"', old!], ['state="hidden"', own!]))).toEqual([['old']]);
});

it('a table that goes on in another sheet is told', async () => {
  const sheet = (...ids: string[]) =>
    workbookOf([['企业名单'], ['id', 'name'], ...ids.map((id) => [id, 'x'])]);
  const book = (...others: readonly (readonly [state: string, bytes: Uint8Array])[]) =>
    joined(['', sheet('1', '2')], ...others);
  const alike = async (bytes: Uint8Array) => (await readSheet(bytes))!.alike;
  const legend = workbookOf([
    ['id', 'meaning'],
    ['1', 'one'],
  ]);
  const untitled = workbookOf([
    ['id ', 'name'],
    ['3', 'x'],
    ['', ''],
    ['4', 'x'],
  ]);
  expect(await alike(book(['', legend], ['', sheet()], ['state="hidden"', sheet('3')]))).toEqual([]);
  expect(await alike(book(['', legend], ['', sheet('3')], ['', untitled]))).toEqual([
    { name: 'S3', rows: 1 },
    { name: 'S4', rows: 2 },
  ]);
  expect(await recordsOf(book(['', legend]), 'firms.xlsx')).toHaveLength(4);
  await expect(recordsOf(book(['', sheet('3')]), 'firms.xlsx')).rejects.toMatchObject({
    problems: [{ code: 'MORE_SHEETS', file: 'firms.xlsx', found: expect.stringContaining('S2') }],
  });
});

it.each(['chartsheet', 'dialogsheet', 'xlMacrosheet'])(
  'a %s is passed over, wherever it stands',
  async (kind) => {
    const [own, more] = ['own', 'more'].map((text) => workbookOf([[text]]));
    const withOther = (at: number, state = '') => {
      const sheets = [own!, more!].map((bytes) => [state, bytes] as const);
      const files = unzipSync(joined(...sheets.toSpliced(at, 0, ['', own!])));
      const name = `sheet${at + 1}.xml`;
      const relations = 'xl/_rels/workbook.xml.rels';
      files[relations] = strToU8(
        strFromU8(files[relations]!).replace(/<Relationship [^>]*>/g, (tag) =>
          tag.includes(name)
            ? tag.replace('/worksheet"', `/${kind}"`).replace('worksheets/', 'others/')
            : tag,
        ),
      );
      files[`xl/others/${name}`] = strToU8('<chartsheet/>');
      delete files[`xl/worksheets/${name}`];
      return zipSync(files);
    };
    for (const at of [0, 1, 2]) expect(await cellsOf(withOther(at)), `${at}`).toEqual([['own']]);
    expect(await cellsOf(withOther(0, 'state="hidden"'))).toEqual([['own']]);
  },
);

it('a number that shows as a percentage is read as it shows, with all its digits', async () => {
  const files = unzipSync(
    workbookOf([
      ['share', 'plain', 'quoted', 'text'],
      [0.274, 0.274, 0.274, '5%'],
      [1 / 3, 0, null, ''],
    ]),
  );
  const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="0.000%;[Red]\\-0%"/><numFmt numFmtId="165" formatCode="0.0&quot; %&quot;"/></numFmts><cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;
  files['xl/styles.xml'] = strToU8(styles);
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!)
    .replace('r="A2"', 'r="A2" s="1"')
    .replace('r="A3"', 'r="A3" s="2"')
    .replace('r="C2"', 'r="C2" s="3"')
    .replace('r="D2"', 'r="D2" s="1"');
  files['xl/worksheets/sheet1.xml'] = strToU8(sheet);
  expect(await cellsOf(zipSync(files))).toEqual([
    ['share', 'plain', 'quoted', 'text'],
    ['27.4%', '0.274', '0.274', '5%'],
    ['33.33333333333333%', '0', '', ''],
  ]);
});

it('a day shown in one run of letters is a day, whichever year days are counted from; other numbers are none', async () => {
  // 43,895 days after 1899-12-30 is 2020-03-05; counted from 1904-01-01 it is 2024-03-06.
  const files = unzipSync(
    workbookOf([
      ['run', 'long', 'dashes', 'plain', 'code', 'text'],
      [43_895, 43_895.75, 43_895, 43_895, 43_895, '20200305'],
      [null, 0, null, 7, 7, '-'],
    ]),
  );
  const formats = ['yyyymmdd', 'YYYYMMDDhhmmss;@', 'yyyy-mm-dd', '000000'];
  const own = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`);
  const used = formats.map((_code, i) => `<xf numFmtId="${164 + i}"/>`);
  files['xl/styles.xml'] = strToU8(
    `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>${own.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${used.join('')}</cellXfs></styleSheet>`,
  );
  const styled = { A: 1, B: 2, C: 3, E: 4, F: 1 };
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!).replace(
    /r="([ABCEF])([23])"/g,
    (place, column: keyof typeof styled) => `${place} s="${styled[column]}"`,
  );
  files['xl/worksheets/sheet1.xml'] = strToU8(sheet);
  expect((await cellsOf(zipSync(files))).slice(1)).toEqual([
    ['2020-03-05', '2020-03-05', '2020-03-05', '43895', '43895', '20200305'],
    ['', '0', '', '7', '7', '-'],
  ]);
  const book = strFromU8(files['xl/workbook.xml']!).replace('<sheets>', '<workbookPr date1904="1"/><sheets>');
  files['xl/workbook.xml'] = strToU8(book);
  expect((await cellsOf(zipSync(files)))[1]!.slice(0, 3)).toEqual(['2024-03-06', '2024-03-06', '2024-03-06']);
});
