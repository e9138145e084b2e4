import { columnText } from '../text/column.js';
import { gateText } from '../text/gate.js';
import { statusText } from '../text/status.js';
import { contractOf, type ReportFacts } from './facts.js';
import { type Html, html, say } from './html.js';
import { barred, count, heads, percent, table } from './table.js';

/** Nothing lost: records, refusals, rejects, gaps; and by what the run can be proved. */
export function qualityPart(facts: ReportFacts): Html {
  return html`${balance(facts)}${rejectTable(facts)}${missingTable(facts)}`;
}

function balance({ manifest, quality }: ReportFacts): Html {
  const { records, rated, refused, rejected } = manifest.counts;
  return html`<p id="balance">${say(
    `${count(records!)} records = ${count(rated!)} rated + ${count(refused!)} too thin to rate + ${count(rejected!)} rejected.`,
    `${count(records!)}条记录 = ${count(rated!)}条评级 + ${count(refused!)}条数据不足 + ${count(rejected!)}条拒收。`,
  )}</p>${quality.refused.length === 0 ? '' : refusedTable(quality)}`;
}

const refusedTable = ({ refused }: ReportFacts['quality']): Html =>
  table({
    id: 'refused',
    title: say('Refused', '不予评级'),
    head: heads('Reason|原因', 'Code|代码', 'Firms|企业数'),
    words: [0, 1],
    rows: refused.map(({ code, firms }) => [
      say(gateText({ code }, 'en'), gateText({ code }, 'zh')),
      code,
      count(firms),
    ]),
  });

function rejectTable({ quality }: ReportFacts): Html {
  if (quality.rejects.length === 0) return html`<p>${say('No record was rejected.', '没有拒收的记录。')}</p>`;
  return table({
    id: 'rejects',
    title: say('Rejected values', '拒收的数值'),
    note: say('Every one with its line stands in rejects.csv.', '逐条及行号见rejects.csv。'),
    head: heads('Column|列', 'Code|代码', 'Expected|应为', 'Values|个数'),
    words: [0, 1, 2],
    rows: quality.rejects.map(({ column, code, expected, records }) => [
      column,
      code,
      expected,
      count(records),
    ]),
  });
}

function missingTable(facts: ReportFacts): Html {
  const columns = contractOf(facts);
  const { loaded, missing } = facts.quality;
  const shown = missing
    .filter(({ firms }) => firms > 0)
    .sort((a, b) => b.firms - a.firms || (a.column < b.column ? -1 : 1));
  if (shown.length === 0) return html`<p>${say('No value is missing.', '没有缺失值。')}</p>`;
  return html`<details><summary>${say(`Missing values: ${shown.length} of ${missing.length} columns have some`, `缺失值：${missing.length}列中有${shown.length}列存在缺失`)}</summary>${table(
    {
      id: 'missing',
      title: say('Missing values by column', '各列缺失值'),
      head: heads('Column|列', 'Firms without|缺失企业数', 'Share|占比'),
      rows: shown.map(({ column, firms }) => [
        say(column, columnText(column, columns).zh),
        count(firms),
        barred(percent(firms / loaded), firms / loaded),
      ]),
    },
  )}</details>`;
}

/** What the run was made from, by which anyone can prove it later. */
export function proofOfOrigin({ manifest, enterprise, industry, lent }: ReportFacts): Html {
  const approvals: Readonly<Record<string, Approval | undefined>> = {
    enterprise,
    industry: industry ?? lent?.industry,
    policy: lent?.policy,
  };
  const { run, study, asOf, codeVersion, seed, inputs, documents, outputs } = manifest;
  const facts = [
    [say('Run', '运行'), run],
    [say('Study', '项目'), study],
    [say('As of', '数据日期'), asOf],
    [say('Version of the code', '程序版本'), codeVersion],
    [say('Seed', '随机种子'), String(seed)],
  ];
  const files = [
    ...Object.entries(documents).map(([name, { fingerprint, status }]) => [
      `${name}.json`,
      documentKind(status, approvals[name]),
      fingerprint,
    ]),
    ...Object.values(inputs).map(({ file, sha256 }) => [file, say('input', '输入'), sha256]),
    ...Object.entries(outputs).map(([name, mark]) => [
      name,
      say('output', '输出'),
      'sha256' in mark ? mark.sha256 : say(`${count(mark.rows)} rows`, `${count(mark.rows)}行`),
    ]),
  ];
  return html`${table({ id: 'run', title: say('The run', '本次运行'), head: heads('Fact|事项', 'Value|内容'), words: [0, 1], rows: facts })}
${table({
  id: 'fingerprints',
  title: say('Fingerprints (SHA-256)', '指纹（SHA-256）'),
  head: heads('File|文件', 'Kind|类别', 'Fingerprint|指纹'),
  words: [0, 1, 2],
  rows: files.map(([name, kind, mark]) => [name, kind, html`<code>${mark}</code>`]),
})}`;
}

type Approval = Pick<ReportFacts['enterprise'], 'approver' | 'validFrom'>;

/** A document with its status, and who approved it from when on. */
function documentKind(status: string, { approver, validFrom }: Approval = {}): Html {
  const isSigned = status === 'approved' && approver !== undefined && validFrom !== undefined;
  const [en, zh] = isSigned
    ? [` by ${approver}, valid from ${validFrom}`, `，审批人${approver}，生效日期${validFrom}`]
    : ['', ''];
  return say(`document (${status}${en})`, `文档（${statusText(status, 'zh')}${zh}）`);
}
