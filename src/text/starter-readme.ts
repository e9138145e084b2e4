import { starterFiles } from './starter.js';

/** The README of a new study folder, English first. */
export function starterReadme(): string {
  return `${side('en')}\n${side('zh')}`;
}

const WORDS = {
  en: {
    title: '# A study that runs',
    synthetic:
      'Everything in this folder is **synthetic**: no real enterprise, expert or loan stands behind it. `"synthetic": true` in dipper.json makes every output say so; keep it until the last made-up file is gone.',
    commands: 'Run these inside this folder:',
    check: 'read every input, say what is wrong with it',
    run: 'ratings, target list, lines and rates in out/',
    fit: 'judgements and figures → models/industry.json',
    train: 'labelled firms → models/enterprise.json',
    files:
      'Your files may have their own headers, units and date formats: `dipper check` proposes a `mapping` for dipper.json. `inputs.companies` may be a list of files; CSV may be in UTF-8, UTF-16 or GB18030 and packed with gzip (`.csv.gz`), any table may be XLSX, the company table Parquet too.',
    head: ['file', 'what it holds', 'what to do with it'],
  },
  zh: {
    title: '# 一个可以直接运行的项目',
    synthetic:
      '本文件夹中的数据全部是**合成的**，不对应任何真实的企业、专家或贷款。dipper.json 中的 `"synthetic": true` 会让每份输出都注明这一点；在最后一份虚构文件被替换之前请保留。',
    commands: '在本文件夹内运行：',
    check: '读取全部输入，指出其中的问题',
    run: '评级、目标清单、额度与利率，写入 out/',
    fit: '判断与数据 → models/industry.json',
    train: '带标签的企业 → models/enterprise.json',
    files:
      '自己的文件可以保留原有的表头、单位和日期格式：`dipper check` 会给出写入 dipper.json 的 `mapping` 建议。`inputs.companies` 可以列出多个文件；CSV 可为 UTF-8、UTF-16 或 GB18030，也可用 gzip 压缩（`.csv.gz`），各表也可以是 XLSX，企业表还可以是 Parquet。',
    head: ['文件', '内容', '如何处理'],
  },
} as const;

function side(language: 'en' | 'zh'): string {
  const words = WORDS[language];
  const rows = starterFiles.map(
    ({ path, holds, replace }) => `| \`${path}\` | ${holds[language]} | ${replace[language]} |`,
  );
  return `${words.title}

${words.synthetic}

${words.commands}

\`\`\`sh
dipper check              # ${words.check}
dipper run                # ${words.run}
dipper industries --fit   # ${words.fit}
dipper train              # ${words.train}
\`\`\`

${words.files}

| ${words.head.join(' | ')} |
|---|---|---|
${rows.join('\n')}
`;
}
