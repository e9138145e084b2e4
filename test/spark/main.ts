/**
 * `npm run test:spark [-- FIRMS]`: the compiled SQL and test/semantics.json on a real local Spark, every row and column held
 * against DuckDB. Skips with a plain message where Python, Java or PySpark are missing.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { spark } from '../../src/sql/spark.js';
import { questionSql, questions } from '../fixtures/semantics.js';
import { compareStudy, prepareStudy } from './study.js';
import { sparkPython } from './tools.js';

const root = resolve(import.meta.dirname, '../..');
const firms = Number(process.argv[2] ?? 600_000);
const folder = join(root, 'out', 'spark');
mkdirSync(folder, { recursive: true });

const tools = sparkPython(join(folder, '.tools'));
if ('missing' in tools) {
  console.log(`test:spark skipped: ${tools.missing}`);
  process.exit(0);
}

const study = await prepareStudy(root, folder, firms);
const semantics = questions.map((question) => {
  const { probe, query } = questionSql(question, spark);
  return { name: question.about, statements: [probe], queries: [{ name: 'found', sql: query }] };
});
const settings = {
  'spark.driver.memory': '6g',
  'spark.ui.enabled': 'false',
  'spark.sql.shuffle.partitions': '8',
  'spark.sql.session.timeZone': 'UTC',
};
const [tasks, answers] = [join(folder, 'tasks.json'), join(folder, 'answers.json')];
writeFileSync(tasks, JSON.stringify({ settings, tasks: [...semantics, study.task] }));
const { status } = spawnSync(tools.python, [join(import.meta.dirname, 'run.py'), tasks, answers], {
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (status !== 0) process.exit(1);

interface Answers {
  readonly version: string;
  readonly tasks: readonly {
    readonly found: Readonly<Record<string, unknown[][]>>;
    readonly seconds: number;
  }[];
}
const told = JSON.parse(readFileSync(answers, 'utf8')) as Answers;
const wrong = questions.filter(
  ({ answers: expected }, i) =>
    !isDeepStrictEqual(
      told.tasks[i]!.found.found!.map(([, value]) => value),
      [...expected],
    ),
);
for (const { about, answers: expected } of wrong) {
  const found = told.tasks[questions.findIndex((each) => each.about === about)]!.found.found;
  console.error(
    `Spark reads otherwise: ${about}\n  expected ${JSON.stringify(expected)}\n  found ${JSON.stringify(found)}`,
  );
}
console.log(
  `Spark ${told.version}: ${questions.length - wrong.length} of ${questions.length} lists of cases alike`,
);
const seconds = told.tasks.at(-1)!.seconds.toFixed(1);
const differences = await compareStudy(study);
console.log(`${firms.toLocaleString('en-US')} firms (synthetic) rated and lent to by Spark in ${seconds} s`);
const failed = wrong.length + differences;
console.log(`${questions.length + study.columns - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
