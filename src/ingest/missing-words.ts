/** Words that extracts have for a missing value. None is taken for one unasked. */
export const MISSING_WORDS: readonly string[] = [
  ...['NULL', 'null', 'NA', 'N/A', 'n/a', '#N/A', 'NaN', 'nan', 'None'],
  ...['-', '--', '—', '/', '?', '无', '空', '不详', '未知'],
  ...['unknown', 'Unknown', 'UNKNOWN'],
  ...['暂无', '缺失', '未披露'],
  ...['#DIV/0!', '#NUM!', '#VALUE!'],
];
