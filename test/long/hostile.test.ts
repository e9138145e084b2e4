import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { dipper } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { csvRows } from '../fixtures/page.js';

/** Names that would do something if anybody took them for more than names. */
const NAMES = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  "'; DROP TABLE company; --",
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</script><script>alert(2)</script>',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u202egnp.exe',
  '{{7*7}}',
  '$' + '{7*7}',
  '../../etc/passwd',
  '|x|`y`[z](javascript:alert(1))',
];

let study: string;
let run: string;
let targets: Record<string, string>[];

beforeAll(() => {
  study = copyFoshan(5000);
  const first = JSON.parse(dipper('run', '--study', study, '--json').stdout).manifest.run as string;
  const listed = csvRows(readFileSync(join(study, 'out', first, 'targets.csv'), 'utf8'));
  edit(study, 'companies.csv', (text) =>
    NAMES.reduce(
      (now, name, i) => now.replace(`,${listed[i]!.name},`, `,"${name.replaceAll('"', '""')}",`),
      text,
    ),
  );
  run = JSON.parse(dipper('run', '--study', study, '--json').stdout).manifest.run;
  targets = csvRows(readFileSync(join(study, 'out', run, 'targets.csv'), 'utf8'));
});

/** What a spreadsheet takes for a formula. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@]/u;

describe('hostile names', () => {
  it('are no formula in CSV, and none is lost', () => {
    const names = targets.slice(0, NAMES.length).map(({ name }) => name!);
    expect(names).toHaveLength(NAMES.length);
    for (const name of names) expect(name).not.toMatch(FORMULA);
    expect(names.some((name) => name.includes('DROP TABLE'))).toBe(true);
  });

  it('are texts in XLSX', () => {
    const { status, stdout } = dipper(
      'lines',
      '--study',
      study,
      '--run',
      run,
      '--draft',
      '--format',
      'xlsx',
      '--json',
    );
    expect(status).toBe(0);
    const { folder } = JSON.parse(stdout);
    const bytes = readFileSync(join(folder, 'targets.xlsx'));
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(bytes.includes('<f>')).toBe(false);
  });

  it('stay texts in the report and on sheets', () => {
    const { stdout } = dipper('report', '--study', study, '--run', run, '--json');
    const page = readFileSync(JSON.parse(stdout).file, 'utf8');
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).not.toMatch(/<img/);
    for (const { company_id: id } of targets.slice(0, NAMES.length)) {
      const sheet = dipper('explain', id!, '--study', study, '--html').stdout;
      expect(sheet).not.toContain('<script');
      expect(sheet).not.toMatch(/<img/);
    }
  });

  it('do not steer the terminal', () => {
    for (const { company_id: id } of targets.slice(0, NAMES.length)) {
      const { stdout, stderr } = dipper('explain', id!, '--study', study);
      expect((stdout + stderr).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });

  it('change nothing in the database: both readings agree', () => {
    const { status, stdout } = dipper('verify', '--study', study, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).differing).toBe(0);
  });
});

describe('huge inputs', () => {
  it('a table of a thousand more columns is refused by name, all of them', () => {
    const wide = copyFoshan(50);
    edit(wide, 'companies.csv', (text) =>
      text
        .split('\n')
        .map((line, i) =>
          line === ''
            ? ''
            : `${line}${Array.from({ length: 1000 }, (_, c) => `,${i === 0 ? `more_${c}` : c}`).join('')}`,
        )
        .join('\n'),
    );
    const { status, stdout } = dipper('run', '--study', wide, '--json');
    expect(status).toBe(2);
    const { problems } = JSON.parse(stdout).error;
    expect(problems.filter(({ code }: { code: string }) => code === 'UNKNOWN_COLUMN')).toHaveLength(1000);
  });

  it('a cell of ten million characters is read, or said to be wrong; nothing else is lost', () => {
    const deep = copyFoshan(50);
    edit(deep, 'companies.csv', (text) => {
      const name = csvRows(text)[3]!.name!;
      return text.replace(`,${name},`, `,${'长'.repeat(10_000_000)},`);
    });
    const { status, stdout } = dipper('run', '--study', deep, '--json');
    expect([0, 2]).toContain(status);
    if (status === 0) {
      const { counts } = JSON.parse(stdout).manifest;
      expect(counts.rated + counts.refused + counts.rejected).toBe(50);
    } else expect(JSON.parse(stdout).error.problems.length).toBeGreaterThan(0);
  });

  it('a small table with a cell of ten million characters is refused or read by every reader of tables', () => {
    const deep = copyFoshan(20);
    edit(deep, 'judgements.csv', (text) => text.replace(/^([^\n]*\n[^,]*),/, `$1${'x'.repeat(10_000_000)},`));
    expect([0, 2]).toContain(
      dipper('weights', '--judgements', join(deep, 'judgements.csv'), '--json').status,
    );
  });

  it('documents nested ten thousand deep are refused', () => {
    const deep = copyFoshan(20);
    edit(deep, 'models/policy.json', (text) => {
      const policy = JSON.parse(text);
      return JSON.stringify(policy).replace(
        '"rules":[',
        `"rules":[${'{"all":['.repeat(10_000)}${']}'.repeat(10_000)},`,
      );
    });
    const { status, stderr } = dipper('run', '--study', deep);
    expect([status, stderr.includes('This is a bug')]).toEqual([3, false]);
    writeFileSync(join(deep, 'dipper.json'), '['.repeat(100_000));
    expect(dipper('run', '--study', deep).status).toBe(3);
  });
});
