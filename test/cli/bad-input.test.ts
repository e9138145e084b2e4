import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dipperHere, MAIN } from '../fixtures/cli.js';
import { copyFoshan, edit, root } from '../fixtures/foshan-study.js';

const FIRMS = 300;

interface Outcome {
  readonly code: number | null;
  readonly error?: { readonly code: string; readonly problems: readonly Record<string, unknown>[] };
  readonly result?: Record<string, unknown>;
}

async function dipper(...args: readonly string[]): Promise<Outcome> {
  const made = await dipperHere(...args, '--json');
  const json = made.stdout === '' ? {} : JSON.parse(made.stdout);
  return json.error === undefined ? { code: made.status, result: json } : { code: made.status, ...json };
}

/** Nothing half-written: no run, no working folder, no document with a temporary name. */
function leftBehind(folder: string): string[] {
  const out = join(folder, 'out');
  const runs = existsSync(out) ? readdirSync(out) : [];
  return [...runs, ...readdirSync(join(folder, 'models')).filter((name) => name.includes('.tmp'))];
}

const cells = (text: string, line: number, change: (cells: string[], header: string[]) => void): string => {
  const lines = text.split('\n');
  const row = lines[line - 1]!.split(',');
  change(row, lines[0]!.split(','));
  lines[line - 1] = row.join(',');
  return lines.join('\n');
};

const put = (line: number, column: string, value: string) => (text: string) =>
  cells(text, line, (row, header) => {
    row[header.indexOf(column)] = value;
  });

interface FileCase {
  readonly name: string;
  readonly file: string;
  readonly change: (text: string) => string | Uint8Array;
  readonly problem: Record<string, unknown>;
  readonly command?: readonly string[];
  readonly code?: number;
}

/** Problems of a file as a whole: exit 2 (or 3 for a document), and nothing is written. */
const fileCases: readonly FileCase[] = [
  {
    name: 'a missing column',
    file: 'companies.csv',
    change: (text) =>
      text
        .split('\n')
        .map((line) => line.split(',').slice(0, -1).join(','))
        .join('\n')
        .replace('tax_rating', 'tax_ratings'),
    problem: {
      code: 'MISSING_COLUMN',
      file: 'companies.csv',
      column: 'tax_rating',
      hint: 'did you mean "tax_ratings"?',
    },
  },
  {
    name: 'an empty file',
    file: 'companies.csv',
    change: () => '',
    problem: { code: 'EMPTY', file: 'companies.csv' },
  },
  {
    name: 'a header without rows',
    file: 'companies.csv',
    change: (text) => `${text.split('\n')[0]}\n`,
    problem: { code: 'EMPTY', file: 'companies.csv', found: 'a header only' },
  },
  {
    name: 'an unterminated quote',
    file: 'companies.csv',
    change: (text) =>
      cells(text, 40, (row, header) => {
        row[header.indexOf('name')] = `"${row[header.indexOf('name')]}`;
      }),
    problem: { code: 'UNTERMINATED_QUOTE', file: 'companies.csv', line: 40 },
  },
  {
    name: 'bytes in no encoding',
    file: 'companies.csv',
    change: (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xff, 0x0a])]),
    problem: { code: 'UNDECODABLE', file: 'companies.csv' },
  },
  {
    name: 'an unknown industry in the map',
    file: 'industry-map.csv',
    change: (text) => text.replace('ceramics,307', 'ceramic,307'),
    command: ['industries', '--fit'],
    problem: {
      code: 'UNKNOWN_INDUSTRY',
      file: 'industry-map.csv',
      found: 'ceramic',
      hint: 'did you mean "ceramics"?',
    },
  },
  {
    name: 'a judgement out of range',
    file: 'judgements.csv',
    change: put(3, 'value', '10'),
    command: ['industries', '--fit'],
    problem: { code: 'RANGE', file: 'judgements.csv', line: 3, column: 'value', found: '10' },
  },
  {
    name: 'a misspelt item',
    file: 'judgements.csv',
    change: put(3, 'right', 'scael'),
    command: ['industries', '--fit'],
    problem: {
      code: 'UNKNOWN_ITEM',
      file: 'judgements.csv',
      line: 3,
      found: 'scael',
      hint: 'did you mean "scale"?',
    },
  },
  {
    name: 'a document that is not JSON',
    file: 'models/policy.json',
    change: (text) => text.slice(0, -20),
    problem: { code: 'NOT_JSON', file: 'policy.json' },
    code: 3,
  },
  {
    name: 'a document with a misspelt key',
    file: 'models/policy.json',
    change: (text) => text.replace('"roundTo"', '"roundto"'),
    problem: { code: 'UNKNOWN_KEY', file: 'policy.json', path: 'line.roundto' },
    code: 3,
  },
  {
    name: 'a document trained on another industry.json',
    file: 'models/industry.json',
    change: (text) => text.replace('"margin": 4', '"margin": 5'),
    problem: { code: 'STALE_DOCUMENT', file: 'enterprise.json' },
    code: 3,
  },
];

describe('a file that cannot be used', () => {
  it.each(fileCases)('$name', async ({ file, change, command = ['run'], problem, code = 2 }) => {
    const folder = copyFoshan(FIRMS);
    edit(folder, file, change);
    const before = readFileSync(join(folder, 'models/industry.json'), 'utf8');
    const { code: found, error } = await dipper(...command, '--study', folder);
    expect({ found, problems: error?.problems }).toEqual({
      found: code,
      problems: expect.arrayContaining([expect.objectContaining(problem)]),
    });
    expect(leftBehind(folder)).toEqual([]);
    expect(readFileSync(join(folder, 'models/industry.json'), 'utf8')).toBe(before);
  });

  it('dipper check tells it too, beside what it found in the others', async () => {
    const folder = copyFoshan(FIRMS);
    edit(folder, 'companies.csv', (text) => text.replace('staff,', '员工人数,'));
    const { code, error, checked } = (await dipper('check', '--study', folder)) as Outcome & {
      checked?: { mapping: unknown; files: readonly unknown[] };
    };
    expect({ code, error: error?.code }).toEqual({ code: 2, error: 'FILE_PROBLEM' });
    expect(error?.problems.map((problem) => problem.code)).toEqual(['UNKNOWN_COLUMN', 'MISSING_COLUMN']);
    expect(checked?.mapping).toEqual({ companies: { 员工人数: { column: 'staff' } } });
    expect(checked?.files).toHaveLength(10);
    edit(folder, 'companies.csv', (text) => text.replace('员工人数,', 'staff,'));
    expect(await dipper('check', '--study', folder)).toMatchObject({ code: 0, result: { usable: true } });
    expect(leftBehind(folder)).toEqual([]);
  });

  it('a missing document says how to make it', async () => {
    const folder = copyFoshan(FIRMS);
    rmSync(join(folder, 'models/enterprise.json'));
    const { code, error } = await dipper('run', '--study', folder);
    expect(code).toBe(3);
    expect(error?.problems[0]).toMatchObject({ code: 'MISSING_DOCUMENT', file: 'enterprise.json' });
    expect(error?.problems[0]).toMatchObject({ hint: expect.stringContaining('dipper train --study') });
  });

  it('that is a folder is not called missing', async () => {
    const folder = copyFoshan(5);
    rmSync(join(folder, 'models/enterprise.json'));
    mkdirSync(join(folder, 'models/enterprise.json'));
    const { code, error } = await dipper('run', '--study', folder);
    expect([code, error?.code]).toEqual([2, 'BAD_PATH']);
    expect(error?.problems[0]).toMatchObject({ file: join(folder, 'models/enterprise.json') });
  });

  it('a wrong flag or command is usage: exit 2', async () => {
    expect((await dipper('run', '--nonsense')).code).toBe(2);
    expect((await dipper('rnu')).code).toBe(2);
    expect((await dipper('run', '--threads', 'x')).code).toBe(2);
    expect((await dipper('run', '--memory', 'lots')).code).toBe(2);
    expect((await dipper('run', '--lang', 'fr')).code).toBe(2);
  });

  it('a flag is no value of another one, and none does nothing', async () => {
    const { status, stderr } = await dipperHere('lines', '--run', 'x', '--unmask', '--reason', '--draft');
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('--reason needs a value, and --draft is a flag'),
    ]);
    expect((await dipper('industries', '--relearn-bounds')).code).toBe(2);
  });
});

/** Problems of a row: the row is rejected with line and column, the others are rated, exit 0. */
const rowCases: readonly { name: string; change: (text: string) => string; rejects: readonly string[] }[] = [
  { name: 'a wrong type', change: put(5, 'staff', 'many'), rejects: [`companies.csv,5,staff,many,TYPE`] },
  {
    name: 'an infinity',
    change: put(6, 'profit', '1e999'),
    rejects: [`companies.csv,6,profit,1e999,NOT_FINITE`],
  },
  {
    name: 'a number out of range',
    change: put(7, 'invoice_months', '13'),
    rejects: ['companies.csv,7,invoice_months,13,RANGE'],
  },
  {
    name: 'an unknown industry code',
    change: put(8, 'industry_code', '9999'),
    rejects: ['companies.csv,8,industry_code,9999,UNKNOWN_INDUSTRY_CODE'],
  },
  {
    name: 'a date that does not exist',
    change: put(9, 'established_on', '2021-02-30'),
    rejects: ['companies.csv,9,established_on,2021-02-30,TYPE'],
  },
  {
    name: 'a duplicate id: every copy',
    change: (text) => {
      const id = text.split('\n')[10]!.split(',')[0]!;
      return put(20, 'company_id', id)(text);
    },
    rejects: ['companies.csv,11,company_id,', 'companies.csv,20,company_id,'],
  },
];

describe('a row that cannot be used', () => {
  it.each(rowCases)('$name', async ({ change, rejects }) => {
    const folder = copyFoshan(FIRMS);
    edit(folder, 'companies.csv', change);
    const { code, result } = await dipper('run', '--study', folder);
    expect(code).toBe(0);
    const written = readFileSync(join(result!.folder as string, 'rejects.csv'), 'utf8')
      .split('\r\n')
      .slice(1, -1);
    expect(written.map((line, i) => line.startsWith(rejects[i]!))).toEqual(rejects.map(() => true));
    const counts = (result!.manifest as { counts: Record<string, number> }).counts;
    expect(counts.records).toBe(FIRMS);
    expect(counts.rated! + counts.refused! + counts.rejected!).toBe(FIRMS);
    expect(counts.rejected).toBe(rejects.length);
  });

  it('rows in which nothing stands, as spreadsheets write them, are none: the same ratings', async () => {
    const folder = copyFoshan(FIRMS);
    const before = await dipper('run', '--study', folder);
    const below = (text: string) => {
      const [header] = text.split('\n');
      const empty = ','.repeat(header!.split(',').length - 1);
      return `${empty}\n${text}${`${empty}\n`.repeat(20)}`;
    };
    for (const name of ['companies.csv', 'company-products.csv', 'industries.csv', 'judgements.csv'])
      edit(folder, name, below);
    const { code, result } = await dipper('run', '--study', folder);
    const counts = (made: typeof result) => (made as { manifest: { counts: object } }).manifest.counts;
    expect({ code, counts: counts(result) }).toEqual({ code: 0, counts: counts(before.result) });
    expect(await dipper('check', '--study', folder)).toMatchObject({ code: 0, result: { usable: true } });
    expect(await dipper('industries', '--study', folder, '--fit')).toMatchObject({ code: 0 });
  });

  it('more than ten of them: exit 2, nothing written but the whole list', async () => {
    const folder = copyFoshan(FIRMS);
    edit(folder, 'companies.csv', (text) =>
      Array.from({ length: 11 }, (_, i) => put(2 + i, 'staff', 'x')).reduce(
        (now, change) => change(now),
        text,
      ),
    );
    const { code, error } = await dipper('run', '--study', folder);
    expect({ code, error: error?.code, problems: error?.problems.length }).toEqual({
      code: 2,
      error: 'TOO_MANY_REJECTS',
      problems: 11,
    });
    const [list, ...others] = leftBehind(folder);
    expect(others).toEqual([]);
    const kept = readFileSync(join(folder, 'out', list!), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(list).toMatch(/^2024-06-30-[0-9a-f]{12}-rejects\.csv$/);
    expect(kept).toHaveLength(12);
  });
});

describe('a path that leads nowhere', () => {
  const nowhere = join(root, 'no-such-folder/file.csv');
  it.each([
    ['to write SQL to', ['compile', '--study', 'data/foshan', '--dialect', 'duckdb', '--out', nowhere]],
    [
      'to write SQL to, a folder',
      ['compile', '--study', 'data/foshan', '--dialect', 'duckdb', '--out', root],
    ],
    ['to score', ['score', nowhere, '--study', 'data/foshan']],
    ['to score, a folder', ['score', root, '--study', 'data/foshan']],
    [
      'to write decisions to, before any is made',
      ['decide', 'data/foshan/companies.csv', '--run', 'r', '--out', nowhere, '--study', 'data/foshan'],
    ],
    ['of a log, a folder', ['decide', '--replay', '--log', root, '--study', 'data/foshan']],
    ['of loans', ['watch', nowhere, '--study', 'data/foshan', '--draft']],
  ])('%s is told as such, and never as a bug', async (_what, args) => {
    const { status, stderr } = await dipperHere(...args);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/^(BAD_PATH|FILE_PROBLEM): /),
    });
  });
});

it('a table to score that is not there is told as every other one', async () => {
  const nowhere = join(root, 'no-such-folder/file.csv');
  const told = await dipperHere('score', nowhere, '--study', join(root, 'data/foshan'));
  expect(told.status).toBe(2);
  expect(told.stderr).toBe(
    `FILE_PROBLEM: file.csv cannot be read\n  - file.csv: found "ENOENT at ${nowhere}"; expected a readable file\n`,
  );
});

it.each(['2024-02-30', '2024-13-01', '2023-02-29', '20240701', 'tomorrow'])('%s is no day', async (day) => {
  const args = ['decide', 'a.csv', '--date', day, '--study', 'data/foshan', '--run', 'r'];
  const { status, stderr } = await dipperHere(...args);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/a (day|date) YYYY-MM-DD/) });
});

describe('what a person reads of an error', () => {
  it('holds no control characters of a file: names cannot steer the terminal', async () => {
    const folder = copyFoshan(FIRMS);
    edit(folder, 'companies.csv', (text) => text.replace('staff', '\u001b[2Jst\u009b31maff'));
    const made = await dipperHere('check', '--study', folder);
    expect(made.status).toBe(2);
    expect(made.stderr).toContain('st 31maff');
    expect(made.stdout).toContain('st 31maff');
    for (const told of [made.stdout, made.stderr]) expect(told.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('asks for a reason that says something before personal data are shown', async () => {
    const folder = copyFoshan(FIRMS);
    const { code, error } = await dipper(
      'lines',
      '--study',
      folder,
      '--run',
      'x',
      '--unmask',
      '--reason',
      ' ',
    );
    expect({ code, error }).toMatchObject({
      code: 2,
      error: { code: 'USAGE', problems: [{ path: '--reason' }] },
    });
  });

  it.each([
    ['score', '-'],
    ['decide', '-', '--run', 'x'],
  ])('says that a folder given to %s as stdin is one', (...args) => {
    const stdin = openSync(root, 'r');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [MAIN, ...args, '--study', copyFoshan(FIRMS)],
      { stdio: [stdin, 'pipe', 'pipe'], encoding: 'utf8' },
    );
    closeSync(stdin);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('stdin: found "a folder"'),
    });
  });

  it('says that answers to stdin cannot go into a table', async () => {
    const folder = copyFoshan(FIRMS);
    const { code, error } = await dipper(
      'decide',
      '-',
      '--study',
      folder,
      '--run',
      'x',
      '--out',
      'decisions.csv',
    );
    expect({ code, error }).toMatchObject({
      code: 2,
      error: { code: 'USAGE', problems: [{ path: '--out' }] },
    });
  });
});

describe('files as people send them', () => {
  it('swapped columns, a mark and CRLF, GB18030, UTF-16 of either byte order: the same ratings', async () => {
    const ratingsOf = async (change: (text: string) => string | Uint8Array) => {
      const folder = copyFoshan(FIRMS);
      edit(folder, 'companies.csv', change);
      const { code, result } = await dipper('run', '--study', folder);
      expect(code).toBe(0);
      return readFileSync(join(result!.folder as string, 'ratings.csv'), 'utf8');
    };
    const plain = await ratingsOf((text) => text);
    const swapped = await ratingsOf((text) =>
      text
        .split('\n')
        .map((line) => line.split(',').reverse().join(','))
        .join('\n'),
    );
    expect(swapped).toBe(plain);
    expect(await ratingsOf((text) => `\ufeff${text.replaceAll('\n', '\r\n')}`)).toBe(plain);
    expect(await ratingsOf(toGb18030)).toBe(plain);
    const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(await ratingsOf(wide)).toBe(plain);
    expect(await ratingsOf((text) => wide(text).swap16())).toBe(plain);
  });
});

/** Encodes by the decoder's own table: two-byte codes cover the Chinese of the sample. */
function toGb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low !== 0x7f) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
    }
  }
  return Uint8Array.from(
    [...text].flatMap((char) => (char < '\x80' ? [char.charCodeAt(0)] : codes.get(char)!)),
  );
}
