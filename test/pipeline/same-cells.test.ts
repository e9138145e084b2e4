import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStudy, runStudy, verifyStudy } from '../../src/index.js';
import { readCell } from '../../src/ingest/cell.js';
import { fileText } from '../../src/sql/duckdb.js';
import { freshFolder, withEngine } from '../fixtures/engine.js';
import { edit } from '../fixtures/foshan-study.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

const signs = ['', '+', '-', '+-', '-+', '++'];
const bodies =
  '1 1_0 1__0 _1 1_ 1.5_0 1._5 1_.5 1.5_ 1. .5 .5_0 ._5 . 007 1e5 1e1_0 1e_1 1e1_ 1e1__0 1.e5 5.e1_0 1E+05 1e+1_0 1e-5 1e 1e1.5 1_000.5_5e1_0 0x10 1,000 1d inf nan 1e400'.split(
    ' ',
  );
const spaced = ['\v12', '12\f', '\t12', '12\t', '\r12', '12\n', ' 12 ', '1 2'];

it('numbers are numbers to the engine and to plain TypeScript alike', async () => {
  const cells = [...bodies.flatMap((body) => signs.map((sign) => sign + body)), ...spaced];
  const path = join(freshFolder(), 'cells.csv');
  writeFileSync(path, `id,x\n${cells.map((cell, i) => `${i},"${cell}"`).join('\n')}\n`);
  const read = await withEngine(async (engine) => {
    await engine.run(
      `CREATE TABLE t AS SELECT * FROM read_csv(${fileText(path)}, auto_detect=false, header=true, delim=',', quote='"', escape='"', store_rejects=true, columns={id: 'INTEGER', x: 'DOUBLE'})`,
    );
    const rows = await engine.rows('SELECT id, x FROM t WHERE isfinite(x)');
    return new Map(rows.map(({ id, x }) => [Number(id), Number(x)]));
  });
  const own = new Map(
    cells.flatMap((cell, i) => {
      const reading = readCell(cell, { name: 'x', type: 'number' });
      return 'value' in reading ? [[i, Number(reading.value)] as const] : [];
    }),
  );
  const told = (values: ReadonlyMap<number, number>) =>
    [...values].map(([i, value]) => `${cells[i]} ${value}`);
  expect(told(own)).toEqual(told(new Map([...read].sort(([a], [b]) => a - b))));
  expect(own.size).toBeGreaterThan(40);
});

it('days are days to both readings, a time of day left out', async () => {
  const times = [
    '',
    ' 00:00:00',
    ' 0:00',
    'T13:45:00',
    ' 23:59:59.123',
    ' 24:00',
    ' 1:60',
    ' 1:5',
    ' 00',
    '  1:00',
    ' 1:00 PM',
    'T',
    ' 00:00:00Z',
  ];
  const days = ['2015-01-01', '2015/1/1', '2015-1-1', '2015-02-30'].flatMap((day) =>
    times.map((time) => day + time),
  );
  const read = days.filter((day) => 'value' in readCell(day, { name: 'day', type: 'date' }));
  expect(read).toHaveLength(15);
  // No more than ten records of a file may be rejected.
  for (let at = 0; at < days.length; at += 10) {
    const own = [...days.slice(at, at + 10), '2015-01-01'];
    const firms = own.map((day, i) => `f${i},甲厂,C3071,60,3000000,30000000,28000000,A,${day},,,桂城,陈大文`);
    const study = await openStudy(writeTinyStudy(firms));
    const { manifest } = await runStudy(study);
    expect(manifest.counts.rated).toBe(1 + own.slice(0, -1).filter((day) => read.includes(day)).length);
    expect(await verifyStudy(study)).toMatchObject({ differing: 0 });
  }
  expect(readCell('2015/1/1 0:00', { name: 'day', type: 'date' })).toEqual({ value: '2015-01-01' });
});

it('a word for a missing value is one with blanks around it too', async () => {
  const study = await openStudy(
    writeTinyStudy([
      'a,甲厂,C3071,60,3000000,30000000,28000000,NULL,2015-01-01,,,桂城,陈大文',
      'b,乙厂,C3071,60,3000000,30000000,28000000, NULL ,2015-01-01,,,桂城,陈大文',
      'c,丙厂,C3071,60,3000000,30000000,28000000,"NULL\u3000",2015-01-01,,,NULL ,陈大文',
    ]),
  );
  const { folder, manifest } = await runStudy(study);
  expect(manifest.counts).toMatchObject({ records: 3, rated: 3, rejected: 0 });
  const [, ...rows] = readFileSync(join(folder, 'ratings.csv'), 'utf8').trim().split(/\r?\n/);
  const [first, ...others] = rows.map((row) => row.slice(row.indexOf(',')));
  expect(others).toEqual([first, first]);
  expect(await verifyStudy(study)).toMatchObject({ rows: 3, differing: 0 });
});

it('a column may be called as JavaScript calls something of its own', async () => {
  const folder = writeTinyStudy([
    'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文',
    'b,乙厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,大沥,陈大文',
  ]);
  edit(folder, 'companies.csv', (text) =>
    text
      .trimEnd()
      .split('\n')
      .map((line, i) => `${line},${['constructor', '近', '远'][i]}`)
      .join('\n'),
  );
  edit(folder, 'models/policy.json', (text) => {
    const policy = JSON.parse(text);
    policy.inputs.push({ name: 'constructor', type: 'category', values: ['近', '远'] });
    policy.rules.push({
      id: 'FAR_AWAY',
      text: { en: 'far away', zh: '较远' },
      when: { column: 'constructor', op: '=', value: '远' },
      outcome: 'reject',
      missing: 'ignore',
    });
    return JSON.stringify(policy);
  });
  const study = await openStudy(folder);
  const { folder: run } = await runStudy(study);
  expect(readFileSync(join(run, 'gates.csv'), 'utf8')).toMatch(/^b,.*FAR_AWAY/m);
  expect(await verifyStudy(study)).toMatchObject({ rows: 2, differing: 0 });
});
