import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashFile } from '../../src/core/hash-file.js';
import { checkStudy } from '../../src/pipeline/check-study.js';
import { explainCompany } from '../../src/pipeline/explain-company.js';
import { listLines } from '../../src/pipeline/list-lines.js';
import { runStudy } from '../../src/pipeline/run-study.js';
import { scoreStream } from '../../src/pipeline/score-stream.js';
import { verifyStudy } from '../../src/pipeline/verify-study.js';
import { openStudy } from '../../src/study/open-study.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { gb18030 } from '../fixtures/gb18030.js';

const FIRMS = 600;
/** Amounts in 万元 and the names registers give to columns; the others keep their own. */
const HEADERS: Readonly<Record<string, string>> = {
  company_id: '统一社会信用代码',
  name: '企业名称',
  registered_capital: '注册资本（万元）',
  revenue_reported: '营业收入（万元）',
  profit: '利润总额(万元)',
  established_on: '成立日期',
  is_high_tech: '是否高新技术企业',
  is_customer: '是否客户',
};

/** An amount as ten-thousands of it, in decimal. */
function inTenThousands(amount: string): string {
  if (amount === '') return '';
  const sign = amount.startsWith('-') ? '-' : '';
  const digits = amount.replace('-', '').padStart(5, '0');
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

function asRegister(column: string, cell: string): string {
  if (HEADERS[column]?.endsWith('万元）') || HEADERS[column]?.endsWith('万元)')) return inTenThousands(cell);
  if (column === 'established_on') return cell.replaceAll('-', '');
  if (['is_high_tech', 'is_customer'].includes(column))
    return cell === '1' ? '是' : cell === '0' ? '否' : cell;
  return cell;
}

let plain: string;
let mapped: string;
let plainRatings: string;

/** The shipped sample as a bank's register would hand it over: Chinese headers, GB18030, gzip, two files in other column orders. */
beforeAll(async () => {
  plain = copyFoshan(FIRMS);
  mapped = copyFoshan(FIRMS);
  const text = readFileSync(join(plain, 'companies.csv'), 'utf8');
  const [header, ...rows] = Papa.parse<string[]>(text.trim()).data;
  const register = rows.map((cells) => cells.map((cell, i) => asRegister(header![i]!, cell)));
  const names = header!.map((name) => HEADERS[name] ?? name);
  const write = (file: string, order: readonly number[], part: readonly (readonly string[])[]) => {
    const lines = [names, ...part].map((cells) => order.map((i) => cells[i]!));
    writeFileSync(join(mapped, file), gzipSync(gb18030(`${Papa.unparse(lines, { newline: '\n' })}\n`)));
  };
  const order = names.map((_name, i) => i);
  write('companies-1.csv.gz', order, register.slice(0, 250));
  write('companies-2.csv.gz', order.toReversed(), register.slice(250));
  edit(mapped, 'dipper.json', (json) => {
    const study = JSON.parse(json);
    return JSON.stringify({
      ...study,
      inputs: { ...study.inputs, companies: ['companies-1.csv.gz', 'companies-2.csv.gz'] },
    });
  });
  const run = await runStudy(await openStudy(plain));
  plainRatings = readFileSync(join(run.folder, 'ratings.csv'), 'utf8');
});

/** Takes the proposal of `dipper check` over into dipper.json. */
async function takeProposal(folder: string): Promise<void> {
  const { mapping } = await checkStudy(await openStudy(folder));
  edit(folder, 'dipper.json', (json) => JSON.stringify({ ...JSON.parse(json), mapping }));
}

describe('a study with files as a register gives them', () => {
  it('is refused without a mapping, with a proposal that makes it run', async () => {
    await expect(runStudy(await openStudy(mapped))).rejects.toMatchObject({ code: 'FILE_PROBLEM' });
    await takeProposal(mapped);
    const { mapping } = JSON.parse(readFileSync(join(mapped, 'dipper.json'), 'utf8'));
    expect(mapping.companies).toMatchObject({
      统一社会信用代码: { column: 'company_id' },
      '注册资本（万元）': { column: 'registered_capital', times: 10_000 },
      成立日期: { column: 'established_on', dateFormat: 'YYYYMMDD' },
      是否客户: { column: 'is_customer', values: { 是: '1', 否: '0' } },
    });
    const checked = await checkStudy(await openStudy(mapped));
    expect(checked).toMatchObject({ usable: true, unknownUnits: [], unscaledUnits: [] });
    expect(checked.mapping).toEqual({});
  });

  it('refuses a header in 万元 whose factor the mapping does not say, and tells one that it says otherwise', async () => {
    const folder = copyFoshan(30);
    edit(folder, 'companies.csv', (text) => text.replace('revenue_reported', '营业收入（万元）'));
    const mapAs = (more: object) =>
      edit(folder, 'dipper.json', (text) => {
        const mapping = { companies: { '营业收入（万元）': { column: 'revenue_reported', ...more } } };
        return JSON.stringify({ ...JSON.parse(text), mapping });
      });
    for (const more of [{}, { priced: true }]) {
      mapAs(more);
      await expect(openStudy(folder).then((study) => runStudy(study))).rejects.toMatchObject({
        problems: [{ code: 'UNSAID_UNIT', file: 'companies.csv', column: 'revenue_reported' }],
      });
    }
    mapAs({ times: 1 });
    expect(await checkStudy(await openStudy(folder))).toMatchObject({
      usable: true,
      unscaledUnits: [{ column: 'revenue_reported', unit: '万元', times: 1, expected: 10_000 }],
    });
  });

  it('has the ratings of the plain sample, byte for byte', async () => {
    const { folder, manifest } = await runStudy(await openStudy(mapped));
    expect(readFileSync(join(folder, 'ratings.csv'), 'utf8')).toBe(plainRatings);
    const { companies, companies_2: second } = manifest.inputs;
    expect(companies).toMatchObject({
      file: 'companies-1.csv.gz',
      sha256: await hashFile(join(mapped, 'companies-1.csv.gz')),
    });
    expect(second).toMatchObject({
      file: 'companies-2.csv.gz',
      sha256: await hashFile(join(mapped, 'companies-2.csv.gz')),
    });
  });

  it('has another run id with another mapping', async () => {
    const before = await runStudy(await openStudy(mapped));
    const other = copyOf(mapped, (study) => {
      study.mapping.companies!['利润总额(万元)']!.times = 1000;
    });
    const after = await runStudy(await openStudy(other));
    expect(before.alreadyComplete).toBe(true);
    const lines = listLines(await openStudy(other), { run: before.folder, format: 'csv', draft: true });
    await expect(lines).rejects.toMatchObject({ code: 'CHANGED_INPUT' });
    const again = await listLines(await openStudy(mapped), {
      run: before.folder,
      format: 'csv',
      draft: true,
    });
    expect(existsSync(again.folder)).toBe(true);
    expect(basename(after.folder)).not.toBe(basename(before.folder));
  });

  it('is verified, and explained firm by firm', async () => {
    const study = await openStudy(mapped);
    expect(await verifyStudy(study)).toMatchObject({ rows: FIRMS, differing: 0 });
    const own = await openStudy(plain);
    const ids = plainRatings
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]!);
    for (const id of [ids[0]!, ids[400]!]) {
      const [a, b] = [await explainCompany(study, id), await explainCompany(own, id)];
      expect(a).toEqual(b);
    }
  });

  it('rates records that are streamed in its headers', async () => {
    const head = readFileSync(join(plain, 'companies.csv'), 'utf8').split('\n').slice(0, 251).join('\n');
    const own = await scored(plain, Buffer.from(head));
    const register = await scored(mapped, readFileSync(join(mapped, 'companies-1.csv.gz')));
    expect(register.counts).toMatchObject({ records: 250, rejected: 0 });
    expect(register.lines).toEqual(own.lines);
  });
});

async function scored(folder: string, bytes: Uint8Array) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const options = { file: 'stdin', write, onProblem: () => {} };
  const counts = await scoreStream(await openStudy(folder), one(bytes), options);
  return { counts, lines };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A copy of a study with other words in dipper.json. */
function copyOf(
  folder: string,
  change: (study: { mapping: Record<string, Record<string, { times?: number }>> }) => void,
): string {
  const copy = copyFoshan(FIRMS);
  for (const file of ['companies-1.csv.gz', 'companies-2.csv.gz', 'dipper.json'])
    writeFileSync(join(copy, file), readFileSync(join(folder, file)));
  edit(copy, 'dipper.json', (json) => {
    const study = JSON.parse(json);
    change(study);
    return JSON.stringify(study);
  });
  return copy;
}
