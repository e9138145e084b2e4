import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import readXlsx from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { dipperHere } from '../fixtures/cli.js';
import { root } from '../fixtures/foshan-study.js';

const folder = mkdtempSync(join(tmpdir(), 'dipper-'));

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

async function weights(...args: readonly string[]) {
  const made = await dipperHere('weights', ...args, '--json');
  return { code: made.status, json: JSON.parse(made.stdout || 'null') };
}

const HEADER = 'expert,node,left,right,value';

describe('dipper weights', () => {
  it('weighs one node without a study: Saaty’s leader example', async () => {
    const path = file(
      'one.csv',
      HEADER,
      'a,experience,Tom,Dick,1/4',
      'a,experience,Tom,Harry,4',
      'a,experience,Dick,Harry,9',
    );
    const { code, json } = await weights('--judgements', path);
    expect(code).toBe(0);
    expect(Object.keys(json).slice(0, 5)).toEqual(['method', 'aggregation', 'nodes', 'global', 'experts']);
    const [node] = json.nodes;
    expect(node.items.map(({ id }: { id: string }) => id)).toEqual(['Tom', 'Dick', 'Harry']);
    expect(node.items[1].weight).toBeCloseTo(0.7170650412, 9);
    expect(node.lambdaMax).toBeCloseTo(3.0368955408, 9);
    expect(node.cr).toBeCloseTo(0.0351587, 7);
    expect(node.ri).toEqual({ table: 'alonso-lamata', value: 0.5247 });
    expect(node.gaps).toEqual([]);
    expect(json.experts).toEqual([
      expect.objectContaining({
        expert: 'a',
        effectiveWeight: 1,
        nodes: [expect.objectContaining({ node: 'experience' })],
      }),
    ]);
  });

  it('leaves out the root, not its only dimension, where the root is not judged', async () => {
    const spec = JSON.parse(readFileSync(join(root, 'models/foshan/industry.spec.json'), 'utf8'));
    const [own] = spec.dimensions;
    const indicators = spec.indicators.filter(({ dimension }: { dimension: string }) => dimension === own.id);
    const path = file('single.json', JSON.stringify({ ...spec, dimensions: [own], indicators, leftOut: [] }));
    const names: string[] = indicators.map(({ id }: { id: string }) => id);
    const judged = file(
      'single.csv',
      HEADER,
      ...names.slice(1).map((name) => `a,${own.id},${names[0]},${name},1`),
    );
    const { json } = await weights('--judgements', judged, '--spec', path);
    expect(json.global).toEqual([
      { id: own.id, weight: 1 },
      ...names.map((id) => ({ id, weight: expect.closeTo(1 / names.length, 12) })),
    ]);
  });

  it('refuses a spec in which a name leads to two places', async () => {
    const spec = JSON.parse(readFileSync(join(root, 'models/foshan/industry.spec.json'), 'utf8'));
    const path = file(
      'twice.json',
      JSON.stringify({
        ...spec,
        dimensions: [{ ...spec.dimensions[0], id: 'policy_support' }],
        indicators: [{ ...spec.indicators[0], id: 'policy_support', dimension: 'policy_support' }],
        leftOut: [],
      }),
    );
    const judged = file('twice.csv', HEADER, 'a,policy_support,x,y,1');
    const { code, json } = await weights('--judgements', judged, '--spec', path);
    expect({ code, problems: json.error.problems }).toMatchObject({
      code: 3,
      problems: [{ file: 'twice.json', path: 'indicators[0].id', found: '"policy_support"' }],
    });
  });

  it('reads the tree from the judgements and multiplies down', async () => {
    const path = file(
      'tree.csv',
      HEADER,
      'a,goal,price,quality,3',
      'a,quality,looks,life,1/4',
      'b,goal,price,quality,3',
      'b,quality,looks,life,1/4',
    );
    const { json } = await weights(
      '--judgements',
      path,
      '--method',
      'geometric',
      '--aggregation',
      'aip-geometric',
      '--ri',
      'saaty-1980',
    );
    expect(
      json.global.map(({ id, weight }: { id: string; weight: number }) => [id, Number(weight.toFixed(12))]),
    ).toEqual([
      ['price', 0.75],
      ['quality', 0.25],
      ['looks', 0.05],
      ['life', 0.2],
    ]);
    expect(json).toMatchObject({ method: 'geometric', aggregation: 'aip-geometric' });
  });

  it('adds up alternatives that stand under several criteria', async () => {
    const path = file(
      'shared.csv',
      HEADER,
      'a,goal,price,comfort,3',
      'a,price,bus,train,4',
      'a,comfort,bus,train,1/9',
    );
    const { code, json } = await weights('--judgements', path);
    expect(code).toBe(0);
    const global = new Map(json.global.map(({ id, weight }: { id: string; weight: number }) => [id, weight]));
    expect(global.get('bus')).toBeCloseTo(0.75 * 0.8 + 0.25 * 0.1, 12);
    expect(global.get('train')).toBeCloseTo(0.75 * 0.2 + 0.25 * 0.9, 12);
    expect(json.nodes).toHaveLength(3);
  });

  it('weighs departments before experts', async () => {
    const judgements = file('dep.csv', HEADER, 'a,g,x,y,2', 'b,g,x,y,3', 'c,g,x,y,4');
    const experts = file('experts.csv', 'expert,department,post,weight', 'a,one,,1', 'b,one,,1', 'c,two,,1');
    const departments = file('departments.csv', 'department,weight', 'one,.6', 'two,.4');
    const { json } = await weights(
      '--judgements',
      judgements,
      '--experts',
      experts,
      '--departments',
      departments,
    );
    const found = json.experts.map(({ effectiveWeight }: { effectiveWeight: number }) =>
      Number(effectiveWeight.toFixed(12)),
    );
    expect(found).toEqual([0.3, 0.3, 0.4]);
    const ratio = 2 ** 0.3 * 3 ** 0.3 * 4 ** 0.4;
    expect(json.nodes[0].items[0].weight).toBeCloseTo(ratio / (1 + ratio), 12);
  });

  it('names gaps with the values they were completed with, and refuses what does not hang together', async () => {
    const gap = file(
      'gap.csv',
      HEADER,
      'a,g,a,b,1',
      'a,g,a,c,5',
      'a,g,a,d,2',
      'a,g,b,c,3',
      'a,g,b,d,4',
      'a,g,c,d,',
    );
    const { json } = await weights('--judgements', gap);
    expect(json.nodes[0].gaps).toEqual([{ left: 'c', right: 'd', value: expect.closeTo(0.7302967433, 8) }]);
    const parted = file('parted.csv', HEADER, 'a,g,a,b,2', 'a,g,c,d,2');
    const refused = await weights('--judgements', parted);
    expect(refused.code).toBe(2);
    expect(refused.json.error.problems[0]).toMatchObject({ code: 'DISCONNECTED', hint: 'compare a with c' });
  });

  it('refuses two roots, circles, contradictions, and unknown experts with a suggestion', async () => {
    const cases = {
      TWO_ROOTS: [HEADER, 'a,g,x,y,2', 'a,h,u,v,2'],
      CONTRADICTION: [HEADER, 'a,g,x,y,2', 'a,g,y,x,2'],
      RANGE: [HEADER, 'a,g,x,y,2**3', 'a,g,y,z,2'],
      CYCLE: [HEADER, 'a,g,x,y,2', 'a,x,u,v,2', 'a,u,x,w,2'],
    };
    for (const [code, lines] of Object.entries(cases)) {
      const found = await weights('--judgements', file(`${code}.csv`, ...lines));
      expect({
        exit: found.code,
        codes: found.json.error.problems.map((each: { code: string }) => each.code),
      }).toEqual({ exit: 2, codes: expect.arrayContaining([code]) });
    }
    const experts = file('known.csv', 'expert,department', 'anna,one');
    const { json } = await weights(
      '--judgements',
      file('who.csv', HEADER, 'ana,g,x,y,2'),
      '--experts',
      experts,
    );
    expect(json.error.problems[0]).toMatchObject({ code: 'UNKNOWN_EXPERT', hint: 'did you mean "anna"?' });
  });

  it('weighs 2, 16 and 30 items', async () => {
    for (const n of [2, 16, 30]) {
      const names = Array.from({ length: n }, (_, i) => `i${i}`);
      const w = names.map((_name, i) => 1 + (i % 3));
      const lines = names.flatMap((left, i) =>
        names.slice(i + 1).map((right, k) => `a,g,${left},${right},${w[i]}/${w[i + 1 + k]}`),
      );
      const { json } = await weights('--judgements', file(`n${n}.csv`, HEADER, ...lines));
      const all = w.reduce((sum, each) => sum + each, 0);
      json.nodes[0].items.forEach(({ weight }: { weight: number }, i: number) => {
        expect(weight).toBeCloseTo(w[i]! / all, 12);
      });
      expect(json.nodes[0].cr).toBeLessThan(1e-10);
    }
  });

  it('converts matrices and respondents, refusing halves that contradict', async () => {
    const matrix = file('m.csv', 'expert,node,item,a,b,c', 'ann,g,a,1,3,5', 'ann,g,b,1/3,1,2', 'ann,g,c,,,1');
    const out = join(folder, 'long.csv');
    expect(await weights('--convert', matrix, '--out', out)).toMatchObject({ code: 0, json: { pairs: 3 } });
    expect(readFileSync(out, 'utf8')).toContain('ann,g,b,c,2,');
    const broken = file('broken.csv', 'expert,node,item,a,b', 'ann,g,a,1,3', 'ann,g,b,1/2,1');
    expect((await weights('--convert', broken, '--out', out)).json.error.problems[0]).toMatchObject({
      code: 'NOT_RECIPROCAL',
      line: 3,
      column: 'a',
    });
    const answers = file('r.csv', 'expert,a|b,b|c', 'ann,-3,5', 'bob,1,');
    expect((await weights('--convert', answers, '--node', 'g', '--out', out)).code).toBe(0);
    expect(readFileSync(out, 'utf8').split('\r\n').slice(1, 5)).toEqual([
      'ann,g,a,b,1/3,',
      'ann,g,b,c,5,',
      'bob,g,a,b,1,',
      'bob,g,b,c,,',
    ]);
  });

  it('reads answers with wide digits and decimals, and refuses what contradicts itself', async () => {
    const out = join(folder, 'answers.csv');
    const convert = async (...lines: string[]) =>
      weights('--convert', file('a.csv', ...lines), '--node', 'g', '--out', out);
    expect((await convert('expert,a|b,b|c', 'ann,３,−5.0')).code).toBe(0);
    expect(readFileSync(out, 'utf8').split('\r\n').slice(1, 3)).toEqual(['ann,g,a,b,3,', 'ann,g,b,c,1/5,']);
    const problemsOf = async (...lines: string[]) =>
      (await convert(...lines)).json.error.problems.map(
        (problem: { code: string; found: string; line: number }) => [
          problem.code,
          problem.line,
          problem.found,
        ],
      );
    expect(await problemsOf('expert,a|a,b|c', 'ann,1,2')).toEqual([['BAD_PAIR', 1, 'a|a']]);
    expect(await problemsOf('expert,b|c,c|b', 'ann,2,3')).toEqual([['CONTRADICTION', 2, '3']]);
    expect(await problemsOf('expert,a|b', 'ann,1', 'ann,2')).toEqual([['CONTRADICTION', 3, '2']]);
    expect((await convert('expert,b|c,c|b', 'ann,2,-2', 'ann,2,')).code).toBe(0);
    expect(await problemsOf('expert,a|b', 'ann,0.5')).toEqual([['RANGE', 2, '0.5']]);
    const matrix = (again: string) => ['expert,node,item,a,b', 'ann,g,a,1,3', `ann,g,a,1,${again}`];
    expect(await problemsOf(...matrix('4'))).toEqual([['CONTRADICTION', 3, '4']]);
    expect((await convert(...matrix('3'))).code).toBe(0);
  });

  it('counts in a department those who judged', async () => {
    const judged = file('j.csv', HEADER, 'ann,g,x,y,3', 'bob,g,x,y,5');
    const experts = file('e.csv', 'expert,department,post', 'ann,A,', 'bob,A,', 'cid,A,', 'dan,B,');
    const { json } = await weights('--judgements', judged, '--experts', experts);
    expect(json.consensus.departments).toEqual([
      expect.objectContaining({ department: 'A', experts: 2 }),
      expect.objectContaining({ department: 'B', experts: 0, consensus: null }),
    ]);
  });

  it('refuses flags that would do nothing', async () => {
    const judged = ['--judgements', join(root, 'data/foshan/judgements.csv')];
    const out = ['--out', join(folder, 'unused.csv')];
    const problemsOf = async (...args: string[]) => {
      const { code, json } = await weights(...args);
      expect({ code, told: json.error.code }).toEqual({ code: 2, told: 'USAGE' });
      return json.error.problems.map(({ found }: { found: string }) => found);
    };
    expect(await problemsOf(...judged, '--departments', 'd.csv')).toEqual(['--departments']);
    expect(await problemsOf('--convert', 'm.csv', ...judged, ...out)).toEqual([
      '--judgements, which does nothing with --convert',
    ]);
    expect(await problemsOf('--questionnaire', '--spec', 's.json', '--ri', 'saaty-1980', ...out)).toEqual([
      '--ri, which does nothing with --questionnaire',
    ]);
    expect(await problemsOf(...judged, ...out)).toEqual(['--out, which does nothing with --judgements']);
  });

  it('writes a questionnaire that reads back as gaps', async () => {
    const out = join(folder, 'q.csv');
    const spec = join(root, 'models/foshan/industry.spec.json');
    expect(await weights('--questionnaire', '--spec', spec, '--out', out)).toMatchObject({
      code: 0,
      json: { pairs: 17 },
    });
    expect(readFileSync(out, 'utf8')).toContain('未来前景 : 产业优势');
    expect(readFileSync(out, 'utf8')).toContain('Future prospects : Advantage');
  });

  it('writes a questionnaire as a workbook, in which 1/3 stays a text', async () => {
    const spec = join(root, 'models/foshan/industry.spec.json');
    const [csv, workbook] = [join(folder, 'q.csv'), join(folder, 'Q.XLSX')];
    for (const out of [csv, workbook])
      expect(await weights('--questionnaire', '--spec', spec, '--out', out)).toMatchObject({
        json: { pairs: 17 },
      });
    const [sheet] = (await readXlsx(workbook)) as unknown as { data: unknown[][] }[];
    const cells = sheet!.data.map((row) => row.map((cell) => cell ?? ''));
    expect(cells).toEqual(Papa.parse(readFileSync(csv, 'utf8').slice(1).trimEnd()).data);
    const inside = unzipSync(readFileSync(workbook));
    const style = Number(/r="E2" s="(\d+)"/.exec(strFromU8(inside['xl/worksheets/sheet1.xml']!))![1]);
    const styles = strFromU8(inside['xl/styles.xml']!);
    const format = [...styles.split('<cellXfs')[1]!.matchAll(/<xf ([^>]*)>/g)][style]![1]!;
    const code = /numFmtId="(\d+)"/.exec(format)![1]!;
    expect(styles).toMatch(new RegExp(`numFmtId="${code}" formatCode="@"`));
  });
});
