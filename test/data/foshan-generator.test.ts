import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bodyCheckCharacter, creditCode } from '../../data/foshan/generator/credit-code.js';
import { creditCheckCharacter } from '../../src/document/credit-code.js';

const root = resolve(import.meta.dirname, '../..');

function generate(...args: readonly string[]): string {
  const out = mkdtempSync(join(tmpdir(), 'dipper-'));
  const script = ['--import', 'tsx', 'data/foshan/generator/main.ts', ...args, '--out', out];
  const made = spawnSync(process.execPath, script, { cwd: root, encoding: 'utf8' });
  expect(made.status).toBe(0);
  return out;
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const firms = (folder: string) => read(folder, 'companies.csv').trimEnd().split('\n');

describe('unified social credit codes', () => {
  it('have the check characters of published codes', () => {
    // The example of GB 32100-2015, and published codes of large companies.
    for (const code of [
      '91350100M000100Y43',
      '9144030071526726XG',
      '914403001922038216',
      '91110000802100433B',
    ]) {
      expect(creditCheckCharacter(code.slice(0, 17))).toBe(code[17]);
      expect(bodyCheckCharacter(code.slice(8, 16))).toBe(code[16]);
    }
  });

  it('never repeat, and sit in no range that a register issues', () => {
    const codes = Array.from({ length: 20_000 }, (_, i) => creditCode('440605', i, 7919));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.every((code) => /^91440605YX[0-9A-HJ-NPQRTUWXY]{8}$/.test(code))).toBe(true);
    expect(codes.every((code) => creditCheckCharacter(code.slice(0, 17)) === code[17])).toBe(true);
  });
});

describe('the synthetic population', () => {
  const shipped = join(root, 'data/foshan');

  it('is what the generator makes: every shipped file, byte for byte', () => {
    const made = generate('--firms', '5000', '--seed', '1');
    for (const name of [
      'companies.csv',
      'company-products.csv',
      'industries.csv',
      'industry-map.csv',
      'judgements.csv',
      'experts.csv',
      'departments.csv',
      'products.csv',
      'assignments.csv',
    ])
      expect({ name, same: read(made, name) === read(shipped, name) }).toEqual({ name, same: true });
  });

  it('has firms that depend on seed and number alone, whatever the size of the file', () => {
    expect(firms(generate('--firms', '100', '--seed', '1'))).toEqual(firms(shipped).slice(0, 101));
    expect(firms(generate('--firms', '100', '--seed', '2'))[1]).not.toBe(firms(shipped)[1]);
  });

  it('says in every name that the firm is made up, and gives nobody a real telephone', () => {
    const [header, ...rows] = firms(shipped).map((line) => line.split(','));
    const cell = (row: readonly string[], name: string) => row[header!.indexOf(name)]!;
    expect(rows).toHaveLength(5000);
    expect(header!.length).toBeGreaterThanOrEqual(40);
    expect(rows.every((row) => cell(row, 'name').includes('例'))).toBe(true);
    expect(rows.every((row) => /^(100\d{8})?$/.test(cell(row, 'contact_phone')))).toBe(true);
    expect(JSON.parse(read(shipped, 'dipper.json')).synthetic).toBe(true);
  });
});
