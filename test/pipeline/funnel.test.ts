import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ANSWER_COLUMNS, funnelOf, listLines, openStudy, runStudy } from '../../src/index.js';
import { writeXlsx } from '../../src/output/xlsx.js';
import { openDesk } from '../../src/pipeline/firm-desk.js';
import { openLentRun } from '../../src/pipeline/open-run.js';
import { readModels } from '../../src/pipeline/read-models.js';
import { exactInterval } from '../../src/validation/beta.js';
import { dipperHere } from '../fixtures/cli.js';
import { edit } from '../fixtures/foshan-study.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

describe('exactInterval', () => {
  it('allows 6.7 % where none of 43 happened', () => {
    const [low, high] = exactInterval(0, 43, 0.95);
    expect([low, high]).toEqual([0, expect.closeTo(1 - 0.05 ** (1 / 43), 12)]);
    expect(high).toBeCloseTo(0.0673, 4);
  });

  it('gives the published two-sided limits', () => {
    // Clopper-Pearson 95 % of 10 in 100: 4.900 % to 17.622 %; of 5 in 10: 18.71 % to 81.29 %
    const [low, high] = exactInterval(10, 100, 0.95);
    expect([low, high]).toEqual([expect.closeTo(0.04900469, 7), expect.closeTo(0.1762226, 7)]);
    expect(exactInterval(5, 10, 0.95)[0]).toBeCloseTo(0.187086, 6);
    expect(exactInterval(10, 10, 0.95)).toEqual([expect.closeTo(0.05 ** 0.1, 12), 1]);
  });
});

describe('funnelOf', () => {
  it('knows firms whose ids a list defuses, as offers do', async () => {
    const folder = writeTinyStudy([
      '-a,x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈',
      'b,x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈',
    ]);
    edit(folder, 'models/enterprise.json', (text) => {
      const document = JSON.parse(text);
      const id = document.inputs.find(({ name }: { name: string }) => name === 'company_id');
      id.pattern = '-?[a-z]';
      return JSON.stringify(document);
    });
    const study = await openStudy(folder);
    const { manifest, folder: made } = await runStudy(study);
    const { run } = manifest;
    expect(readFileSync(join(made, 'targets.csv'), 'utf8')).toContain("'-a,");
    const [outcomes, list] = ['outcomes.csv', 'back.csv'].map((name) => join(folder, name));
    writeFileSync(list!, "company_id,contacted\n'-a,1\nb,1\n");
    writeFileSync(outcomes!, 'company_id,status,as_of\n-a,interested,2024-08-01\n');
    const { steps, outside } = await funnelOf(study, { run, lists: [list!], outcomes: outcomes! });
    expect([outside, ...steps.slice(0, 2).map(({ firms }) => firms)]).toEqual([0, 2, 1]);
    const desk = await openDesk(study, await readModels(study), await openLentRun(study, run));
    try {
      expect([...(await desk.offers(['-a', 'b', 'c'])).keys()].sort()).toEqual(['-a', 'b']);
    } finally {
      await desk.close();
    }
  });

  it('counts a firm at every step before the furthest it reached', async () => {
    const firms = ['a', 'b', 'c', 'd'].map(
      (id) => `${id},x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈`,
    );
    const study = await openStudy(writeTinyStudy(firms));
    const { manifest } = await runStudy(study);
    const list = join(study.folder, 'back.csv');
    writeFileSync(
      list,
      'company_id,name,contacted,interested,refused,refuse_reason\na,x,是,是,,\nb,x,1,,1,rate too high\nc,x,,,1,constructor\n',
    );
    const outcomes = join(study.folder, 'outcomes.csv');
    writeFileSync(
      outcomes,
      'company_id,status,amount,drawn_amount,overdue_days,as_of\na,granted,700000,,,2024-08-01\na,drawn,700000,500000,0,2024-09-01\nd,rejected,,,,2024-08-02\n',
    );
    const { steps, refusedFor, outside } = await funnelOf(study, {
      run: manifest.run,
      lists: [list],
      outcomes,
    });
    expect(outside).toBe(0);
    const short = steps.map(({ step, firms: n, of, amount }) => [step, n, of, amount]);
    expect(short).toEqual([
      ['contacted', 4, 4, null],
      ['interested', 2, 4, null],
      ['applied', 2, 4, null],
      ['rejected by rule', 1, 2, null],
      ['granted', 1, 2, 700_000],
      ['drawn', 1, 1, 500_000],
      ['overdue', 0, 1, null],
    ]);
    expect(refusedFor).toEqual({ 'rate too high': 1, constructor: 1 });
  });

  it('leaves out firms that are not on the list, and counts a drawing of an unknown amount', async () => {
    const firm = 'a,x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈';
    const study = await openStudy(writeTinyStudy([firm, firm.replace('a,', 'b,')]));
    const { manifest } = await runStudy(study);
    const outcomes = join(study.folder, 'outcomes.csv');
    const rows = ['a,drawn,700000,,2024-09-01', 'b,drawn,500000,400000,2024-09-01', 'z,drawn,1,1,2024-09-01'];
    writeFileSync(outcomes, `company_id,status,amount,drawn_amount,as_of\n${rows.join('\n')}\n`);
    const { steps, outside } = await funnelOf(study, { run: manifest.run, outcomes });
    expect(outside).toBe(1);
    expect(steps.map(({ step, firms, of, amount, mean }) => [step, firms, of, amount, mean])).toEqual([
      ['contacted', 2, 2, null, null],
      ['interested', 2, 2, null, null],
      ['applied', 2, 2, null, null],
      ['rejected by rule', 0, 2, null, null],
      ['granted', 2, 2, 1_200_000, 600_000],
      ['drawn', 2, 2, 400_000, 400_000],
      ['overdue', 0, 2, null, null],
    ]);
    expect(steps.map(({ known }) => known)).toEqual([...Array(5), 1, undefined]);
    const { stdout } = await dipperHere(
      ...['funnel', '--study', study.folder, '--run', manifest.run, '--outcomes', outcomes],
    );
    expect(stdout).toMatch(/drawn .* 400,000 +400,000 of 1$/m);
    expect(stdout).toMatch(/granted .* 1,200,000 +600,000$/m);
  });

  it('needs no amounts, takes what was drawn or is overdue as granted, and adds up a firm’s applications', async () => {
    const firm = (id: string) => `${id},x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈`;
    const study = await openStudy(writeTinyStudy(['a', 'b', 'c', 'd', 'e'].map(firm)));
    const { manifest } = await runStudy(study);
    const outcomes = join(study.folder, 'outcomes.csv');
    const counted = async (rows: readonly string[]) => {
      writeFileSync(
        outcomes,
        `company_id,application_id,status,rule,amount,drawn_amount,overdue_days,as_of\n${rows.join('\n')}\n`,
      );
      const found = await funnelOf(study, { run: manifest.run, outcomes });
      const steps = found.steps.map(({ firms, of, amount, mean }) => [firms, of, amount, mean]);
      return { steps, rejectedBy: found.rejectedBy };
    };
    const bare = await counted([
      'a,,granted,,,,,2024-08-01',
      'b,,repaid,,,,,2024-08-01',
      'c,,contacted,,,1,,2024-08-01',
      'd,,granted,,,,5,2024-08-01',
      'e,,applied,,900000,,,2024-08-01',
    ]);
    expect(bare.steps).toEqual([
      [5, 5, null, null],
      [5, 5, null, null],
      [5, 5, null, null],
      [0, 5, null, null],
      [4, 5, null, null],
      [3, 4, 1, 1],
      [1, 3, null, null],
    ]);
    const twice = await counted([
      'a,A1,granted,,100000,,,2024-08-01',
      'a,A2,granted,,200000,,,2024-08-01',
      'a,A2,drawn,,200000,150000,,2024-08-02',
      'a,A2,drawn,,200000,120000,,2024-08-03',
      'b,B1,rejected,DISHONEST,,,,2024-08-01',
      'b,B2,rejected,DISHONEST,,,,2024-08-02',
    ]);
    expect(twice.steps.slice(3)).toEqual([
      [1, 2, null, null],
      [1, 2, 300_000, 300_000],
      [1, 1, 150_000, 150_000],
      [0, 1, null, null],
    ]);
    expect(twice.rejectedBy).toEqual({ DISHONEST: 1 });
  });

  it('reads answers in the words that its schema lists, and names others', async () => {
    const firm = 'a,x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈';
    const study = await openStudy(writeTinyStudy([firm, firm.replace('a,', 'b,'), firm.replace('a,', 'c,')]));
    const { manifest } = await runStudy(study);
    const list = join(study.folder, 'back.csv');
    const head = 'company_id,contacted,interested,refused,refuse_reason';
    writeFileSync(list, `${head}\na,已联系,无意向,,\nb,✔,有意向,否,\nc,,,拒绝,利率高\n`);
    const { steps, refusedFor } = await funnelOf(study, { run: manifest.run, lists: [list] });
    expect(steps.slice(0, 2).map(({ firms }) => firms)).toEqual([3, 1]);
    expect(refusedFor).toEqual({ 利率高: 1 });
    writeFileSync(list, `${head}\na,2024-07-03,,,\nb,,,利率高,\n`);
    await expect(funnelOf(study, { run: manifest.run, lists: [list] })).rejects.toMatchObject({
      code: 'ROW_PROBLEM',
      problems: [
        { code: 'VALUE', line: 2, column: 'contacted', found: '2024-07-03' },
        { code: 'VALUE', line: 3, column: 'refused', found: '利率高' },
      ],
    });
  });

  it('reads a workbook in Chinese that comes back as it was made', async () => {
    const study = await openStudy(
      writeTinyStudy(['a,x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈']),
    );
    const { manifest } = await runStudy(study);
    const { folder } = await listLines(study, { run: manifest.run, format: 'xlsx', language: 'zh' });
    const asMade = await funnelOf(study, { run: manifest.run, lists: [join(folder, 'targets.xlsx')] });
    expect(asMade.steps[0]).toMatchObject({ step: 'contacted', firms: 0, of: 1 });
    const list = join(study.folder, 'back.csv');
    writeFileSync(list, '企业代码,是否已联系,是否有意向,是否拒绝,拒绝原因\na,是,,已拒绝,利率高\n');
    const back = await funnelOf(study, { run: manifest.run, lists: [list] });
    expect(back.steps[0]).toMatchObject({ step: 'contacted', firms: 1 });
    expect(back.refusedFor).toEqual({ 利率高: 1 });
  });

  it('reads lists that come back from Excel, and names a damaged one', async () => {
    const study = await openStudy(
      writeTinyStudy(['a,x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈']),
    );
    const { manifest } = await runStudy(study);
    const list = join(study.folder, 'back.xlsx');
    const columns = ['company_id', 'name', 'line_amount', ...ANSWER_COLUMNS];
    await writeXlsx(list, { columns, rows: [['a', '=甲厂', 700_000, null, 1, null, null]] }, 'targets');
    const { steps } = await funnelOf(study, { run: manifest.run, lists: [list] });
    expect(steps.slice(0, 2).map(({ step, firms }) => [step, firms])).toEqual([
      ['contacted', 1],
      ['interested', 1],
    ]);
    writeFileSync(list, readFileSync(list).subarray(0, 900));
    await expect(funnelOf(study, { run: manifest.run, lists: [list] })).rejects.toMatchObject({
      code: 'FILE_PROBLEM',
      problems: [{ code: 'UNREADABLE', file: 'back.xlsx' }],
    });
  });
});
