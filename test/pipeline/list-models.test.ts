import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listModels, openStudy } from '../../src/index.js';
import { copyFoshan } from '../fixtures/foshan-study.js';

it('lists every spec and document, and says when the folder is missing', async () => {
  const folder = copyFoshan(1);
  const study = await openStudy(folder);
  expect((await listModels(study)).map(({ file, kind }) => [file, kind])).toEqual(
    expect.arrayContaining([
      ['policy.json', 'policy'],
      ['enterprise.json', 'enterprise'],
    ]),
  );
  rmSync(join(folder, 'models'), { recursive: true });
  await expect(listModels(study)).rejects.toMatchObject({
    code: 'MISSING_DOCUMENT',
    problems: [{ path: 'models', found: expect.stringContaining('models') }],
  });
});
