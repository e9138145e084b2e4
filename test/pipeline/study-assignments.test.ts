import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.js';
import { readModels } from '../../src/pipeline/read-models.js';
import { studyAssignments } from '../../src/pipeline/study-assignments.js';
import { openStudy } from '../../src/study/open-study.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

async function assignmentsOf(folder: string) {
  const study = await openStudy(folder);
  return studyAssignments(study, (await readModels(study)).policy.value);
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
