import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runStudy } from '../../src/pipeline/run-study.js';
import { openStudy } from '../../src/study/open-study.js';
import { COMPANY_HEADER, writeTinyStudy } from '../fixtures/tiny-study.js';

/** Columns: id,name,code,staff,profit,reported,tax,rating,established,own line,debt,town,contact */
const firms = [
  'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文',
  'b,乙厂,3011,60,3000000,30000000,,B,2015-01-01,100000,500000,大沥,李四',
  'c,"=cmd|丙",3071,50,1500000,30000000,30000000,A,2015-01-01,,29400000,桂城,王五',
  'd,丁店,5211,60,3000000,30000000,30000000,A,2015-01-01,,,桂城,赵六',
  'e,戊厂,3071,60,600000,12000000,9999999,A,2022-07-01,,,桂城,钱七',
  'f,己厂,3071,9,0,0,0,B,2015-01-01,,,桂城,孙八',
  'g,庚厂,3071,,,,,A,2015-01-01,,,桂城,周九',
  'h,辛厂,,49,1499999,30000000,30000000,,2015-01-01,,,桂城,吴十',
  'i,壬厂,3071,60,300000,6000000,6000000,M,,,,桂城,郑一',
];

async function run(companies: readonly string[] | Uint8Array, header?: string) {
  const folder = writeTinyStudy(companies, header);
  const study = await openStudy(folder);
  const result = await runStudy(study);
  const read = (name: string) =>
    readFileSync(join(result.folder, name), 'utf8')
      .replace(/^\ufeff/, '')
      .trim()
      .split(/\r?\n/);
  return { folder, study, result, read };
}

describe('runStudy', () => {
  it('scores, tiers and explains as worked by hand', async () => {
    const { read } = await run(firms);
    expect(read('ratings.csv')).toEqual([
      'company_id,industry_id,fast_score,raw_score,score,tier_model,tier,tier_source,pd_ppm,dim_size,dim_operation,reason_1,reason_2,reason_3,missing_inputs',
      'a,ceramics,61.50,700,700,R6,R6,model,60000,100,100,,,,0',
      'b,machines,73.26,600,600,R8,R8,model,80000,100,50,"tax_rating#2",,,0',
      'c,ceramics,61.50,700,700,R6,R6,model,60000,100,100,,,,0',
      'd,,,700,700,R6,R6,model,60000,100,100,,,,0',
      'e,ceramics,61.50,700,700,R6,R6,model,60000,100,100,,,,0',
      'f,ceramics,61.50,310,310,R13,R13,model,138000,0,5,"staff#1","tax_rating#2","margin#1",0',
      'h,,,460,460,R10,R10,model,108000,50,30,"margin#2","staff#2",,1',
      'i,ceramics,61.50,600,600,R8,R8,model,80000,100,50,"tax_rating#2",,,0',
    ]);
    expect(read('refused.csv')).toEqual(['company_id,code', 'g,THIN_FILE']);
  });

  it('sets lines, binding terms and rates as worked by hand', async () => {
    const { read } = await run(firms);
    const [header, ...rows] = read('targets.csv');
    expect(header).toBe(
      'company_id,name,town,contact_name,industry_id,industry,customer,branch,manager,tier,line_amount,currency,rate_bp,rate_basis,valid_until,binding_term,flags,stopped_by,reason_1,reason_2,reason_3,synthetic',
    );
    // a: R = 28.0m, 7 % = 1.96m; b: R = 24.0m, 5 % × 0.8 = 960,000 less own 100,000
    expect(rows).toEqual([
      'a,甲厂,桂城,陈**,ceramics,Ceramics,,,,R6,1960000,CNY,440,indicative; simple rate a year; LPR 3.00 % of 2024-06-20,2024-09-28,advance,DEBT_NOT_SEEN,,,,,1',
      'b,乙厂,大沥,李*,machines,Machines,,,,R8,860000,CNY,505,indicative; simple rate a year; LPR 3.00 % of 2024-06-20,2024-09-28,advance,,,"Tax rating: B, M, others",,,1',
    ]);
  });

  it('records every gate a firm fails', async () => {
    const { read } = await run(firms);
    expect(read('gates.csv')).toEqual([
      'company_id,industry_id,tier,gates',
      'c,ceramics,R6,LINE_BELOW_MIN',
      'd,,R6,INDUSTRY_OUT',
      'e,ceramics,R6,AGE_UNDER_24|REVENUE_OUT',
      'i,ceramics,R8,AGE_UNDER_24_UNKNOWN|REVENUE_OUT',
    ]);
  });

  it('gives the same bytes again, elsewhere, and says so here', async () => {
    const one = await run(firms);
    const two = await run(firms);
    expect(one.result.manifest).toEqual(two.result.manifest);
    for (const name of ['ratings.csv', 'targets.csv', 'gates.csv', 'manifest.json']) {
      expect(readFileSync(join(one.result.folder, name))).toEqual(
        readFileSync(join(two.result.folder, name)),
      );
    }
    const again = await runStudy(one.study);
    expect(again.alreadyComplete).toBe(true);
    expect(readdirSync(one.study.out)).toEqual([one.result.manifest.run]);
  });

  it('refuses a run folder that somebody changed', async () => {
    const { study, result } = await run(firms);
    writeFileSync(join(result.folder, 'ratings.csv'), 'tampered');
    await expect(runStudy(study)).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
      problems: [{ file: 'ratings.csv' }],
    });
  });

  it('refuses a run whose document is not the one that gave it its id, though its checksum is right', async () => {
    const { study, result } = await run(firms);
    writeFileSync(join(result.folder, 'policy.json'), '{}');
    const manifest = join(result.folder, 'manifest.json');
    const { sha256 } = result.manifest.outputs['policy.json'] as { sha256: string };
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, text.replace(sha256, createHash('sha256').update('{}').digest('hex')));
    await expect(runStudy(study)).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
      problems: [{ file: 'policy.json' }],
    });
  });

  it('keeps the documents that were read, whatever comes in their place meanwhile', async () => {
    const folder = writeTinyStudy(firms);
    const policy = join(folder, 'models/policy.json');
    const text = readFileSync(policy, 'utf8');
    const study = await openStudy(folder);
    const { folder: made } = await runStudy(study, { onProgress: () => writeFileSync(policy, '{}') });
    expect(readFileSync(join(made, 'policy.json'), 'utf8')).toBe(text);
  });

  it('accounts for every record', async () => {
    const bad = [
      'j,x,3071,1.5,,,,A,2015-01-01,,,,',
      'k,x,9971,1,,,,A,2015-13-01,,,,',
      'a,again,3071,1,,,,A,2015-01-01,,,,',
    ];
    const { result, read } = await run([...firms, ...bad]);
    expect(result.summary?.counts).toMatchObject({ records: 12, rated: 7, refused: 1, rejected: 4 });
    expect(read('rejects.csv')).toEqual([
      'file,line,column,value,code,expected',
      'companies.csv,2,company_id,a,DUPLICATE_ID,each company once; every copy is rejected',
      'companies.csv,11,staff,1.5,TYPE,"integer, at least 0"',
      'companies.csv,12,industry_code,9971,UNKNOWN_INDUSTRY_CODE,a code of GB/T 4754-2017',
      'companies.csv,12,established_on,2015-13-01,TYPE,"date YYYY-MM-DD, 1900-01-01 to 2099-12-31"',
      'companies.csv,13,company_id,a,DUPLICATE_ID,each company once; every copy is rejected',
    ]);
  });

  it('reads GB18030 and writes UTF-8', async () => {
    const ascii = Buffer.from(`${COMPANY_HEADER}\na,`);
    const name = Buffer.from([0xb7, 0xf0, 0xc9, 0xbd]);
    const rest = Buffer.from(',3071,60,3000000,30000000,28000000,A,2015-01-01,,,,\n');
    const { read } = await run(Buffer.concat([ascii, name, rest]));
    expect(read('targets.csv')[1]).toMatch(/^a,佛山,/);
  });

  it('defuses names in the target list', async () => {
    const { read } = await run(['a,=1+1,3071,60,3000000,30000000,28000000,A,2015-01-01,,,＠x,']);
    expect(read('targets.csv')[1]).toMatch(/^a,'=1\+1,'＠x,/);
  });
});

describe('runStudy refuses the file as a whole', () => {
  const failing = async (companies: readonly string[] | Uint8Array, header?: string) => {
    const folder = writeTinyStudy(companies, header);
    const study = await openStudy(folder);
    const error = await runStudy(study).then(
      () => undefined,
      (thrown) => thrown,
    );
    const written = existsSync(study.out) ? readdirSync(study.out) : [];
    const left = written.filter((name) => !/^2024-06-30-[0-9a-f]{12}-rejects\.csv$/.test(name));
    expect(left, 'nothing half-written').toEqual([]);
    return { code: error?.code, message: error?.message, problems: error?.problems };
  };

  it('when a column is missing or misspelt, by name', async () => {
    const header = COMPANY_HEADER.replace('tax_rating', 'tax_ratng');
    expect(await failing(firms, header)).toMatchObject({
      code: 'FILE_PROBLEM',
      problems: [
        { code: 'UNKNOWN_COLUMN', found: 'tax_ratng', hint: 'did you mean "tax_rating"?' },
        { code: 'MISSING_COLUMN', column: 'tax_rating' },
      ],
    });
  });

  it('when a quote never closes', async () => {
    const broken = [...firms.slice(0, 2), 'x,"open,3071,60,,,,A,2015-01-01,,,,', ...firms.slice(3)];
    expect(await failing(broken)).toMatchObject({
      code: 'FILE_PROBLEM',
      problems: [{ code: 'UNTERMINATED_QUOTE', line: 4 }],
    });
  });

  it('when it is empty, or has only a header', async () => {
    expect(await failing(new Uint8Array())).toMatchObject({
      code: 'FILE_PROBLEM',
      problems: [{ code: 'EMPTY' }],
    });
    expect(await failing([])).toMatchObject({ code: 'FILE_PROBLEM', problems: [{ code: 'EMPTY' }] });
  });

  it('when more than ten records and 0.1 % break the contract, with every problem', async () => {
    const wrong = Array.from({ length: 11 }, (_, i) => `w${i},x,3071,1e999,,,,A,2015-01-01,,,,`);
    const { code, problems } = await failing([...firms, ...wrong]);
    expect(code).toBe('TOO_MANY_REJECTS');
    expect(problems).toHaveLength(11);
    expect(problems[0]).toMatchObject({ code: 'NOT_FINITE', line: 11, column: 'staff', found: '1e999' });
  });

  it('when all of very many do, with the problems of the first', async () => {
    const wrong = Array.from({ length: 100_005 }, (_, i) => `w${i},x,3071,many,,,,A,2015-01-01,,,,`);
    const { code, message, problems } = await failing(wrong);
    expect({ code, problems: problems.length }).toEqual({ code: 'TOO_MANY_REJECTS', problems: 100_000 });
    expect(message).toContain(
      '100005 of 100005 records break the contract; at most 100 may; only the first 100000 are told',
    );
    expect(problems.at(-1)).toMatchObject({ line: 100_001, column: 'staff', found: 'many' });
  });
});

describe('runStudy takes columns by name', () => {
  it('so that a swapped header swaps nothing', async () => {
    const swap = (line: string) => {
      const [id, name, ...rest] = line.split(',');
      return [name, id, ...rest].join(',');
    };
    const plain = firms.filter((line) => !line.includes('"'));
    const { read } = await run(plain.map(swap), swap(COMPANY_HEADER));
    expect(read('ratings.csv')[1]).toMatch(/^a,ceramics,61.50,700/);
  });
});
