import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { openStudy, runStudy, type Study, scoreStream, verifyStudy } from '../../src/index.js';
import { copyFoshan } from '../fixtures/foshan-study.js';

const FIRMS = 40;
/** The second firm's day of founding is none. */
const BAD_LINE = 3;

let study: Study;
let file: string;
let lines: string[];
let ratings: string;

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

beforeAll(async () => {
  study = await openStudy(copyFoshan(FIRMS));
  file = join(study.folder, 'companies.csv');
  lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  lines[BAD_LINE - 1] = lines[BAD_LINE - 1]!.replace(/,\d{4}-\d{2}-\d{2},/, ',one day,');
  lines[4] = lines[4]!.replace(/,([^,]*),/, ',"$1\n分厂",');
  writeFileSync(file, lines.join('\n'));
  ratings = read((await runStudy(study)).folder, 'ratings.csv');
});

const written: readonly (readonly [name: string, endOf: (line: number) => string])[] = [
  ['CRLF', () => '\r\n'],
  ['CRLF first, LF later', (i) => (i < 10 ? '\r\n' : '\n')],
  ['LF first, CRLF later', (i) => (i < 10 ? '\n' : '\r\n')],
  ['CRLF in one line', (i) => (i === 20 ? '\r\n' : '\n')],
];

it.each(written)('lines that end with %s are the same records in both readings', async (_name, endOf) => {
  await expectSame(lines.map((line, i) => line + endOf(i)).join(''));
});

it('lines that end with CR alone are the same records in both readings', async () => {
  await expectSame(lines.map((line) => `${line.replace('\n', '\r')}\r`).join(''));
});

async function expectSame(text: string): Promise<void> {
  writeFileSync(file, text);
  const { folder } = await runStudy(study);
  expect(read(folder, 'ratings.csv')).toBe(ratings);
  expect(read(folder, 'rejects.csv')).toContain(`companies.csv,${BAD_LINE},established_on,one day,`);
  expect(await verifyStudy(study)).toMatchObject({ rows: FIRMS - 1, differing: 0, rejected: 1 });
  const told: string[] = [];
  const problems: unknown[] = [];
  const options = {
    file: 'companies.csv',
    write: (line: string) => void told.push(line),
    onProblem: (problem: unknown) => void problems.push(problem),
  };
  const counts = await scoreStream(study, createReadStream(file), options);
  expect(counts).toMatchObject({ records: FIRMS, rejected: 1 });
  expect(problems).toMatchObject([{ line: BAD_LINE, column: 'established_on' }]);
}
