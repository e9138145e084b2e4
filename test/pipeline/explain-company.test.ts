import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { explainCompany, openStudy } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

let folder: string;
beforeEach(() => {
  folder = copyFoshan(20);
});

const changeLine = (line: number, change: (cells: string[], header: readonly string[]) => void) =>
  edit(folder, 'companies.csv', (text) => {
    const lines = text.split('\n');
    const cells = lines[line - 1]!.split(',');
    change(cells, lines[0]!.split(','));
    lines[line - 1] = cells.join(',');
    return lines.join('\n');
  });

const explain = async (id: string) => explainCompany(await openStudy(folder), id);

/** The first firm of the sample. */
const FIRST = '91440604YX00087E94';

describe('explaining one firm', () => {
  it('does not mind a bad record of another firm that names it', async () => {
    changeLine(7, (cells, header) => {
      cells[header.indexOf('address')] = `beside ${FIRST}`;
      cells[header.indexOf('staff')] = 'many';
    });
    expect((await explain(FIRST)).companyId).toBe(FIRST);
  });

  it('does not mind a record that is cut short, or whose quotes do not pair, and names it', async () => {
    changeLine(7, (cells) => {
      cells[1] = `beside ${FIRST}`;
      cells.length = 3;
    });
    changeLine(8, (cells) => {
      cells.splice(0, cells.length, `"x" ${FIRST}`);
    });
    expect((await explain(FIRST)).companyId).toBe(FIRST);
    changeLine(9, (cells) => {
      cells[0] = FIRST;
      cells.length = 3;
    });
    await expect(explain(FIRST)).rejects.toMatchObject({ problems: [{ code: 'TOO_FEW_CELLS', line: 9 }] });
  });

  it('says what is wrong with its own record', async () => {
    changeLine(2, (cells, header) => {
      cells[header.indexOf('staff')] = 'many';
    });
    await expect(explain(FIRST)).rejects.toMatchObject({
      code: 'ROW_PROBLEM',
      problems: [{ code: 'TYPE', file: 'companies.csv', line: 2, column: 'staff', found: 'many' }],
    });
    changeLine(2, (cells) => {
      cells.length = 5;
    });
    await expect(explain(FIRST)).rejects.toMatchObject({ problems: [{ code: 'TOO_FEW_CELLS', line: 2 }] });
  });

  it('reads past blank lines before the header', async () => {
    const plain = await explain(FIRST);
    edit(folder, 'companies.csv', (text) => `\n\n${text}`);
    expect((await explain(FIRST)).rating).toEqual(plain.rating);
  });

  it('names a company file that is not there', async () => {
    rmSync(join(folder, 'companies.csv'));
    await expect(explain(FIRST)).rejects.toMatchObject({
      code: 'FILE_PROBLEM',
      problems: [{ code: 'UNREADABLE', file: 'companies.csv', found: expect.stringContaining('ENOENT') }],
    });
  });
});
