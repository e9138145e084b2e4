import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathOf } from '../../src/document/mapping.js';
import { fitIndustries, initStudy, openStudy, runStudy } from '../../src/index.js';
import { root } from '../fixtures/foshan-study.js';

const fresh = () => mkdtempSync(join(tmpdir(), 'dipper-'));

describe('a new study folder', () => {
  it('holds every input and document of the sample, and a README that names each file', async () => {
    const folder = join(fresh(), 'deep', 'my-study');
    const { files, synthetic } = await initStudy(folder);
    const inputs = readdirSync(join(root, 'data/foshan')).filter((name) => name.endsWith('.csv'));
    const models = readdirSync(join(root, 'models/foshan')).map((name) => `models/${name}`);
    expect([...files].sort()).toEqual([...inputs, ...models, 'README.md', 'dipper.json'].sort());
    expect(synthetic).toBe(true);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const name of files.filter((file) => file !== 'README.md'))
      expect(readme.split(`\`${name}\``), name).toHaveLength(3);
    expect(readme).toContain('synthetic');
    expect(readme).toContain('合成');
    const study = await openStudy(folder);
    expect(study).toMatchObject({
      synthetic: true,
      models: join(folder, 'models'),
      out: join(folder, 'out'),
    });
    for (const path of Object.values(study.inputs).map(pathOf)) expect(existsSync(path), path).toBe(true);
    expect(readdirSync(join(folder, '..'))).toEqual(['my-study']);
    expect(statSync(folder).mode & 0o111).not.toBe(0);
  });

  it('runs at once, and its industries are fitted to the document that came with it', async () => {
    const folder = join(fresh(), 'study');
    await initStudy(folder);
    const study = await openStudy(folder);
    const { manifest } = await runStudy(study, {});
    expect(manifest.counts.records).toBe(5000);
    expect(manifest.synthetic).toBe(true);
    const before = readFileSync(join(folder, 'models/industry.json'), 'utf8');
    await fitIndustries(study);
    expect(readFileSync(join(folder, 'models/industry.json'), 'utf8')).toBe(before);
  });

  it('may be a folder that is there and empty', async () => {
    const folder = fresh();
    const { ino } = statSync(folder);
    await initStudy(folder);
    expect(statSync(folder).ino).toBe(ino);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
    expect((await openStudy(folder)).study).toBe('foshan');
  });

  it('is never written over something else', async () => {
    const folder = fresh();
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    await expect(initStudy(folder)).rejects.toMatchObject({
      code: 'NOT_EMPTY',
      problems: [{ code: 'NOT_EMPTY', found: 'a folder with 1 entry' }],
    });
    expect(readdirSync(folder)).toEqual(['mine.txt']);
    await expect(initStudy(join(folder, 'mine.txt'))).rejects.toMatchObject({ code: 'NOT_EMPTY' });
  });

  it('leaves nothing behind where nothing can be written', async () => {
    const folder = fresh();
    writeFileSync(join(folder, 'file'), '');
    await expect(initStudy(join(folder, 'file', 'study'))).rejects.toMatchObject({ code: 'UNWRITABLE' });
    mkdirSync(join(folder, 'empty'));
    expect(readdirSync(folder).sort()).toEqual(['empty', 'file']);
  });
});
