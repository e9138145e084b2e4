import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.js';
import { runStudy } from '../../src/index.js';
import { checkStudy } from '../../src/pipeline/check-study.js';
import { readModels } from '../../src/pipeline/read-models.js';
import { studyAssignments } from '../../src/pipeline/study-assignments.js';
import { openStudy } from '../../src/study/open-study.js';
import { dipper } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

async function assignmentsOf(folder: string) {
  const study = await openStudy(folder);
  return studyAssignments(study, await readModels(study));
}

it('stand in a manifest by the name of their own file', async () => {
  const folder = copyFoshan(1);
  renameSync(join(folder, 'assignments.csv'), join(folder, 'managers.csv'));
  edit(folder, 'managers.csv', () => 'town,industry_id,branch,manager\n桂城,,南海支行,李四\n');
  edit(folder, 'dipper.json', (text) => text.replace('assignments.csv', 'managers.csv'));
  expect(await assignmentsOf(folder)).toEqual({
    rows: [{ town: '桂城', industryId: null, branch: '南海支行', manager: '李四' }],
    input: {
      file: 'managers.csv',
      sha256: sha256('town,industry_id,branch,manager\n桂城,,南海支行,李四\n'),
    },
  });
});

it('by towns that nothing reads are refused: every firm would be nobody’s', async () => {
  const folder = copyFoshan(1);
  edit(folder, 'models/policy.json', (text) =>
    text.replace('"district", "town", "address"', '"address"').replace(/"town": \{[^}]*\},?/, ''),
  );
  await expect(assignmentsOf(folder)).rejects.toMatchObject({
    code: 'UNREAD_COLUMN',
    problems: [
      { file: 'assignments.csv', column: 'town', expected: 'town in policy.json#/carry, or no towns' },
    ],
  });
  edit(folder, 'assignments.csv', () => 'town,industry_id,branch,manager\n,,总行,李四\n');
  expect((await assignmentsOf(folder))?.rows).toHaveLength(1);
});

it('of unknown industries, or of firms that another row gives to somebody else, are refused', async () => {
  const folder = copyFoshan(1);
  const rows = [
    '狮山镇,,支行甲,张三',
    '狮山镇,,支行乙,李四',
    '狮山镇,ceramics,支行丙,王五',
    '狮山镇,ceramics,支行丙,王五',
    ',陶瓷,支行丁,赵六',
    ',ceramic,支行丁,赵六',
  ];
  edit(folder, 'assignments.csv', () => `town,industry_id,branch,manager\n${rows.join('\n')}\n`);
  const problem = { file: 'assignments.csv' };
  const unknown = { ...problem, code: 'UNKNOWN_INDUSTRY', column: 'industry_id' };
  await expect(assignmentsOf(folder)).rejects.toMatchObject({
    code: 'ROW_PROBLEM',
    problems: [
      { ...unknown, line: 6, found: '陶瓷' },
      { ...unknown, line: 7, found: 'ceramic', hint: 'did you mean "ceramics"?' },
      { ...problem, code: 'DUPLICATE', line: 3, found: '狮山镇, every industry' },
    ],
  });
  const { problems } = await checkStudy(await openStudy(folder));
  expect(problems.filter(({ file }) => file === 'assignments.csv').map(({ code }) => code)).toEqual([
    'UNKNOWN_INDUSTRY',
    'DUPLICATE',
  ]);
  edit(folder, 'assignments.csv', () => `town,industry_id,branch,manager\n${rows.slice(1, 4).join('\n')}\n`);
  expect((await assignmentsOf(folder))?.rows).toHaveLength(3);
});

it('say how many firms on the list nobody looks after', async () => {
  const firm = (id: string, town: string) =>
    `${id},x,3071,60,3000000,30000000,28000000,A,2015-01-01,,,${town},陈`;
  const folder = writeTinyStudy([firm('a', '桂城'), firm('b', '桂城街道'), firm('c', '桂城街道')]);
  edit(folder, 'dipper.json', (text) => text.replace('"companies"', '"assignments":"who.csv","companies"'));
  const tell = (rows: string) =>
    writeFileSync(join(folder, 'who.csv'), `town,industry_id,branch,manager\n${rows}\n`);
  tell('桂城,,南海支行,李四');
  expect((await runStudy(await openStudy(folder))).summary).toMatchObject({ unassigned: 2 });
  tell(',,总行,李四');
  expect((await runStudy(await openStudy(folder))).summary).not.toHaveProperty('unassigned');
  tell('桂城街道,,桂城支行,李四');
  expect(dipper('run', '--study', folder).stdout).toContain(
    '1 firm on the list that the assignments give to no branch',
  );
});
