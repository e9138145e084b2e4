import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Problem } from '../../src/core/errors.js';
import type { Column } from '../../src/document/column.js';
import type { Mapping } from '../../src/document/mapping.js';
import { type Engine, openEngine } from '../../src/engine/engine.js';
import { InputError } from '../../src/index.js';
import { companyRecords } from '../../src/ingest/company-records.js';
import { planLoad } from '../../src/ingest/load-plan.js';
import { loadTable } from '../../src/pipeline/load-table.js';
import { loadStatements } from '../../src/sql/load-statements.js';
import { freshFolder } from '../fixtures/engine.js';
import { FUZZED } from '../fixtures/fuzz.js';
import { gb18030 } from '../fixtures/gb18030.js';

const columns: Column[] = [
  { name: 'id', type: 'text', missing: 'rejected' },
  { name: 't', type: 'text' },
  { name: 'n', type: 'number' },
  { name: 'x', type: 'text' },
];
const wanted = new Set(['id', 't', 'n']);
const folder = freshFolder();
const path = join(folder, 'table.csv');
const file = 'table.csv';
const missingTexts = ['NULL'];

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ workFolder: folder, threads: 1 });
});
afterAll(() => engine.close());

/** What a reading made of a file: rows, and where which problems are; or the problems of the file as a whole. */
interface Reading {
  readonly rows?: readonly string[];
  readonly rejects?: readonly string[];
  readonly refused?: readonly string[];
}

const told = ({ line, code, column }: Problem) => `${line} ${code} ${column}`;
const rowText = (row: Readonly<Record<string, unknown>>) =>
  JSON.stringify([row.id ?? null, row.t ?? null, row.n ?? null]);

async function orRefused(read: () => Promise<Reading>): Promise<Reading> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [first] = error.problems;
    return { refused: [`${first!.code === 'UNTERMINATED_QUOTE' ? '' : first!.line} ${first!.code}`] };
  }
}

const byEngine = (mapping: Mapping | undefined) =>
  orRefused(async () => {
    for (const statement of loadStatements.drop('t')) await engine.run(statement);
    const plan = await planLoad(mapping ? { paths: [path], mapping } : path, {
      columns,
      missingTexts,
      workFolder: folder,
    });
    const { rejects } = await loadTable(engine, { plan, table: 't', wanted, classification: null });
    const rows = await engine.rows('SELECT id, t, n FROM t ORDER BY rowid');
    return { rows: rows.map(rowText), rejects: rejects.map(told) };
  });

const byRecord = (bytes: Uint8Array, size: number, mapping: Mapping | undefined) =>
  orRefused(async () => {
    const chunks = (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    })();
    const options = { file, columns, wanted, missingTexts, classification: null, mapping };
    const rows: string[] = [];
    const rejects: string[] = [];
    for await (const { company, problems } of companyRecords(chunks, options)) {
      if (problems.length === 0) rows.push(rowText(company));
      rejects.push(...problems.map(told));
    }
    if (rows.length + rejects.length === 0) return { refused: ['undefined EMPTY'] };
    return { rows, rejects };
  });

const TEXTS = [
  'a',
  '"',
  '""',
  ' "',
  '" ',
  '"a"',
  '"a""b"',
  ' ',
  '  ',
  '\t',
  ',',
  ';',
  '|',
  '\n',
  '\r\n',
  '\r',
  '陶',
  '瓷',
  '１２',
  '　',
  '\u00a0',
  '12',
  '-1',
  '1,000',
  'NULL',
  '\ufeff',
  '😀',
  '',
  '"\n"',
  '"\r\n"',
  '\u0000',
  '\u001f',
];
const text = fc.array(fc.constantFrom(...TEXTS), { maxLength: 4 }).map((parts) => parts.join(''));
const number = fc.oneof(
  fc.constantFrom(
    '1',
    '2.5',
    '"3"',
    ' "4"',
    '"5" ',
    '-1',
    '',
    '""',
    '１',
    '1,000',
    '"1,000"',
    '" 7 "',
    'x',
    ' 8',
    '9\t',
    'NULL',
    '" "',
    '+1',
    '－1',
  ),
  text,
);
const quotedText = text.map((cell) => `"${cell.replaceAll('"', '""')}"`);
const cell = fc.oneof(fc.constantFrom('甲', 'b', ''), text, quotedText);

const END = ['\n', '\r\n', '\r'] as const;

const record = (delimiter: string) =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(
          fc.oneof(fc.constantFrom('f1', 'f2', '"f3"', '\ufefff4', ' f5', '企6'), cell),
          cell,
          number,
          cell,
        )
        .map((cells) => cells.join(delimiter)),
    },
    { weight: 1, arbitrary: fc.array(cell, { maxLength: 6 }).map((cells) => cells.join(delimiter)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '\t',
        '""',
        '"',
        ' ""',
        `${delimiter}${delimiter}${delimiter}`,
        `f7${delimiter}a${delimiter}1${delimiter}x${delimiter}`,
        `f7${delimiter}a${delimiter}1${delimiter}x${delimiter}${delimiter}`,
        `f7${delimiter}a${delimiter}1${delimiter}x${delimiter}""`,
        `f7${delimiter}a${delimiter}1${delimiter}x${delimiter}NULL`,
        `f7${delimiter}a${delimiter}1${delimiter}x${delimiter}NU`,
        `f8${delimiter}a${delimiter}1${delimiter}\rf9${delimiter}b${delimiter}2${delimiter}x`,
      ),
    },
  );

const header = (delimiter: string) =>
  fc
    .constantFrom(['id', 't', 'n', 'x'], ['"id"', 't', ' "n"', '"x" '], ['id', 't', 'n', ' x'])
    .map((names) => names.join(delimiter));

const table = fc.constantFrom(',', ';', '\t').chain((delimiter) =>
  fc.record({
    delimiter: fc.constant(delimiter),
    mark: fc.constantFrom('', '', '\ufeff'),
    before: fc.constantFrom('', '', '', '\n', '\r\n', ' \n'),
    header: header(delimiter),
    records: fc.array(record(delimiter), { minLength: 1, maxLength: 5 }),
    ends: fc.oneof(
      fc.constantFrom(...END).map((end) => [end]),
      fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 7, maxLength: 7 }),
    ),
    isEnded: fc.boolean(),
    open: fc.constantFrom('', '', '', '', '"', '"x'),
    encoding: fc.constantFrom('utf8', 'utf8', 'utf8', 'utf16', 'utf16be', 'gb18030'),
    size: fc.constantFrom(1, 2, 3, 5, 7, 64, 1 << 20),
    isMapped: fc.boolean(),
  }),
);

type Table = typeof table extends fc.Arbitrary<infer T> ? T : never;

function bytesOf({ mark, before, header, records, ends, isEnded, open, encoding }: Table): Uint8Array {
  const lines = [header, ...records];
  const whole =
    lines.map((line, i) => line + (i < lines.length - 1 || isEnded ? ends[i % ends.length] : '')).join('') +
    open;
  const all = mark + before + whole;
  if (encoding === 'utf16') return Buffer.from(`\ufeff${before}${whole}`, 'utf16le');
  if (encoding === 'utf16be') return Buffer.from(`\ufeff${before}${whole}`, 'utf16le').swap16();
  if (encoding === 'gb18030') return encodable(all) ?? Buffer.from(all);
  return Buffer.from(all);
}

function encodable(whole: string): Uint8Array | undefined {
  try {
    return gb18030(whole);
  } catch {
    return undefined;
  }
}

const MAPPING: Mapping = {
  t: { column: 't', values: { 陶: '' } },
  n: { column: 'n', grouped: true, values: { x: '' } },
};

async function expectSame(bytes: Uint8Array, size: number, mapping?: Mapping): Promise<Reading> {
  writeFileSync(path, bytes);
  const own = await byRecord(bytes, size, mapping);
  expect(own).toEqual(await byEngine(mapping));
  return own;
}

const row = (...cells: (string | number | null)[]) => JSON.stringify(cells);
const cases: readonly (readonly [name: string, text: string, expected: Reading])[] = [
  [
    'CR in cells',
    'id,t,n,x\nf1,a\rb,1,y\nf2,"c\rd",2,\r\n',
    { rows: [row('f1', 'a\rb', 1), row('f2', 'c\rd', 2)], rejects: [] },
  ],
  [
    'CR where two records would stand on a line',
    'id,t,n,x\nf1,a,1,\rf2,c,2,x\nf3,d,3,y\n',
    { rows: [row('f3', 'd', 3)], rejects: ['2 TOO_MANY_CELLS undefined'] },
  ],
  [
    'lines that end with CR, and LF in a cell',
    'id,t,n,x\rf1,"a\nb",1,y\rf2,c,two,z\r',
    { rows: [row('f1', 'a\nb', 1)], rejects: ['4 TYPE n'] },
  ],
  [
    'lines that end with CR, CR, LF',
    'id,t,n,x\r\r\nf1,a,1,y\r\r\n\r\r\nf2,b,2,"z"\r\r\n',
    { rows: [row('f1', 'a', 1), row('f2', 'b', 2)], rejects: [] },
  ],
  [
    'quotes that do not pair, where the engine puts two lines together',
    'id,t,n,x\nf1,甲, "N|,,"a""b"\n"a"\t,甲,9\t,甲\nf2,b,1,y\n',
    { rows: [row('f2', 'b', 1)], rejects: ['2 BAD_QUOTE undefined', '3 BAD_QUOTE undefined'] },
  ],
  [
    'quotes that open again behind spaces',
    'id,t,n,x\nf1,"a" "b\n,c",1,y\n',
    { rows: [row('f1', 'a b\n,c', 1)], rejects: [] },
  ],
  [
    'cells beyond the columns in which a text that means missing begins',
    'id,t,n,x\nf1,a,1,y,N\nf2,b,2,z,"NULL",\nf3,c,3,y,NO\n',
    { rows: [row('f1', 'a', 1), row('f2', 'b', 2)], rejects: ['4 TOO_MANY_CELLS undefined'] },
  ],
  [
    'lines in which nothing stands, as spreadsheets write below and above what they hold,',
    ',,,\n , ,\u3000,\nid,t,n,x\nf1,a,1,y\n,,,\n"","" , \t,\n \n,,\n,,,,,\nf2,b,2,z\n,,,\n',
    { rows: [row('f1', 'a', 1), row('f2', 'b', 2)], rejects: [] },
  ],
  ['a quote that never closes', 'id,t,n,x\nf1,a,1,y\nf2,"b', { refused: [' UNTERMINATED_QUOTE'] }],
  [
    'byte order marks',
    '\ufeff"id",t,n,x\n"f1",\ufeff,1,y\n\ufefff2,b,2,z\n',
    { rows: [row('f1', null, 1), row('f2', 'b', 2)], rejects: [] },
  ],
];

it.each(cases)('%s are read alike', async (_name, text, expected) => {
  for (const size of [1, 1 << 20]) expect(await expectSame(Buffer.from(text), size)).toEqual(expected);
  await expectSame(Buffer.from(text), 1, MAPPING);
});

it('a record that nothing stands in once its cells are mapped is one all the same', async () => {
  const text = 'id,t,n,x\nf1,a,1,y\n,陶,x,\n,,,\n';
  const expected = { rows: [row('f1', 'a', 1)], rejects: ['3 MISSING id'] };
  expect(await expectSame(Buffer.from(text), 1, MAPPING)).toEqual(expected);
});

it('records are read alike by the engine and by plain TypeScript: rows, rejects, lines', async () => {
  await fc.assert(
    fc.asyncProperty(table, async (made) => {
      await expectSame(bytesOf(made), made.size, made.isMapped ? MAPPING : undefined);
    }),
    { numRuns: Math.max(100, FUZZED), seed: Number(process.env.DIPPER_SEED ?? 5) },
  );
}, 3_600_000);
