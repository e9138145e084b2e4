/** What to do about each error and problem, by code. */
export const advice: Readonly<Record<string, string>> = {
  BAD_BINS:
    'Mend the row of bins.csv: ascending `cuts` for a number, `groups` for a category, each category once.',
  BAD_CONTRACT: 'Declare the column in one way in every document that names it.',
  BAD_DOCUMENT: 'Mend the document where the problems say; `dipper schema NAME` prints its form.',
  BAD_INDICATOR: 'Give the indicator other bounds, or the industry the figure that it lacks.',
  BAD_NAME: 'Rename the file as the problem says.',
  BAD_PAIR: 'Call each column of the table of answers `left|right`.',
  BAD_PATH: 'Mend the path: files are written into folders that are there, and read from files.',
  BAD_QUOTE: 'Write quotes inside a quoted cell twice.',
  BAD_RATINGS: 'Name ratings.csv or ratings.parquet of an earlier run in `inputs.previousRatings`.',
  BAD_TREE: 'Mend the names in judgements.csv, or the indicators of industry.spec.json.',
  CHAIN_BROKEN: 'Records of the log are missing or moved: bring the log back from a copy.',
  CHANGED: 'A record of the log is not what was written: bring the log back from a copy.',
  CHANGED_DOCUMENT:
    'The copy of a document beside the log was changed: bring it back; `dipper decide` or `watch` by that document writes it again.',
  CHANGED_INPUT:
    'The company file, or its mapping in dipper.json, is not the one that the run was made from: bring back the one with the SHA-256 of the manifest, or, for one firm, `dipper explain --run` needs none.',
  CHANGED_OUTPUT:
    'A file of a finished run was changed: bring it back from a copy, or move the folder away and run again.',
  COLUMN_CONFLICT: 'Declare the column in one way in every document that names it.',
  CHANGED_WHILE_READ:
    'Run again once nothing writes to the file; new figures are put in its place before a run, not during one.',
  CONTRADICTION: 'Ask the expert which of the two judgements holds, and delete the other.',
  CURRENCY: 'Write policy.json in the currency of dipper.json.',
  CYCLE: 'Break the circle: nothing may stand below itself.',
  DECIDED_OTHERWISE:
    'The code or the documents decide otherwise today: look which of the two was changed, and why.',
  DIMENSION_EMPTY: 'Keep a feature (or an indicator) in every dimension, or waive the dimension in writing.',
  DISCONNECTED: 'Ask for one more comparison between the parts that the problem names.',
  DRAFT: 'Have the documents approved, or take `--draft`, which marks every record.',
  DUPLICATE: 'Keep one of the two rows.',
  DUPLICATE_APPLICATION: 'Give a changed application an id of its own.',
  DUPLICATE_ID:
    'Keep one record of each firm: every copy is left out (`dipper score`, which reads one after the other, rates the first).',
  EMPTY: 'Give a file with a header and rows.',
  FILE_PROBLEM: 'Mend the file where the problems say; `dipper check` reads every file of a study at once.',
  GAP: 'Say what holds for the case that nothing covers.',
  HEADER_BELOW: 'Delete the lines above the names of the columns.',
  HEAD_NOT_FOUND: 'The log lacks the record with the expected hash: its tail was cut, or it is another log.',
  INPUTS_DIFFER:
    'The inputs inside a record are not those its fingerprint was taken of: bring the log back from a copy.',
  LOG_BUSY: 'Wait until the other writer is done, then decide again.',
  LOG_DAMAGED: 'Nothing is added to a damaged log: bring it back from a copy, or start another with `--log`.',
  LONG_LINE: 'Look for a quote or a line end that is missing: no line of a table has more than 256 MB.',
  MISSING: 'Fill the cell in, or leave the row out.',
  MISSING_COLUMN: 'Add the column, or rename the one that the hint names; `dipper check` proposes a mapping.',
  MISSING_DOCUMENT:
    'Make the document with the command that the hint names; bring a copy that is gone from beside a log back.',
  MISSING_ITEM:
    'Have the item compared with another one of its node, or list it under `leftOut` with a reason.',
  MISSING_NODE: 'Add judgements under the node.',
  MISSING_OUTPUT:
    'A file of a finished run is gone: bring it back from a copy, or move the folder away and run again.',
  MISSING_WEIGHT: 'Give the dimension a weight.',
  MORE_SHEETS:
    'Put the rows into one sheet, or save each sheet as a file of its own and name them all; hide a sheet that does not belong.',
  NOBODY_RATED: 'Take a run (or a company table) that has these firms.',
  NOTHING_TO_LEARN_FROM: 'Give enterprise.spec.json a label, or experts.',
  NOT_A_RECORD: 'A line of the log is no record: bring the log back from a copy.',
  NOT_A_NUMBER:
    'Give the bank’s own rating as a number, higher is worse: a column of its own for A, B, C as 1, 2, 3.',
  NOT_CANONICAL: 'A record was written again by something else: bring the log back from a copy.',
  NOT_CONVERGED:
    'Features determine each other, or leave no maximum: drop those that the problem names, or take a ridge (`fit.l2` above 0).',
  NOT_A_CSV: 'Give the table as CSV, packed with gzip or not.',
  NOT_EMPTY: 'Name a folder that is new or empty.',
  NOT_FINITE: 'Replace NaN and infinities by numbers, or leave the cell empty.',
  NOT_IN_SAMPLE: 'Visits count for firms of the sample only: leave the row out, or name the right sample.',
  NOT_JSON: 'Mend the JSON where the message says.',
  NOT_LOOKED_AT: 'Mend the file whose names this one uses, then check again.',
  NOT_MONOTONE:
    'Let lines fall and rates rise from better to worse tiers, and actions get stricter with days overdue.',
  NOT_RECIPROCAL: 'Make the cell below the diagonal one over the cell above it.',
  NOT_WHOLE: 'Count an integer, amount or flag: sums are exact.',
  NO_APPROVER: 'Have the override approved by a second person.',
  NO_CHANGE: 'Drop the override: it sets the tier that it starts from.',
  NO_DECISION_RULES: 'Give policy.json a `decision` section.',
  NO_FEATURES: 'Loosen the selection, or offer other features.',
  NO_INPUT: 'Name the file in dipper.json, under `inputs`.',
  NO_LABELS: 'Give enterprise.spec.json a label, or outcomes with `--outcomes`.',
  NO_LOG: 'Name the log with `--log`, or decide something first.',
  NO_MEASURES: 'Declare a column with `invoices` in enterprise.spec.json or policy.json.',
  NO_NODE: 'Say with `--node` which node the answers belong to.',
  NO_FEATURE: 'Give a table with columns beside ids and label.',
  NO_ID: 'Name the column of ids with `--id`, or add one to the table.',
  LOG_CHANGED:
    'Somebody else wrote the log meanwhile, or the machine slept. Nothing was added but what the message says: run the command again, which answers from the log what is in it.',
  NO_LIST: 'Run again without `--part score`: lists, decisions and funnels need lines.',
  NO_OUTCOMES:
    'Wait until outcomes have matured (a firm’s time counts from its first row that is granted or drawn), or give labels in enterprise.spec.json.',
  NO_PD: 'Train on labels, or write `assumedPds` into policy.json.',
  NO_WATCH_RULES: 'Give policy.json a `watch` section.',
  ONE_CLASS: 'Give both good and bad firms.',
  OTHER_COLUMNS: 'Give every file of one table the same columns; their order may differ.',
  OUT_OF_SEQUENCE: 'Records of the log are missing or moved: bring the log back from a copy.',
  OVERLAP: 'Keep one of the two entries that cover the same case.',
  OWN_APPROVAL: 'Have somebody else than the author approve.',
  PATTERN: 'Write the value as the contract says.',
  PINNED_NOT_TARGET: 'Pin target industries only, or take more of them.',
  RANGE: 'Correct the value, or the limits in the contract.',
  REPEATED_KEY: 'Keep one of them: a parser would take the last, a reader sees the first.',
  REPEATED_COLUMN: 'Keep one of the two columns.',
  REPEATED_RULE: 'Give each rule a code of its own.',
  RIVAL_INDUSTRIES: 'Give a code one primary industry; make the other link `secondary`.',
  RESERVED_NAME:
    'Call the column, the derived column or the carried one otherwise: its name stands for something that is computed, or stands in the list already.',
  ROW_PROBLEM: 'Mend the rows that the problems name: a small file is read whole or not at all.',
  RUN_DAMAGED: 'Move the folder of the run away and run again.',
  SAMPLE_TOO_SMALL: 'Draw at least one firm for each tier.',
  SCHEMA: 'Write the value in the form that is expected; `dipper schema NAME` prints it.',
  SECOND_OPINION:
    'Our bug, or a sample on the edge: report it with the training data’s sizes; nothing was written.',
  SELF_COMPARISON: 'Compare two different items.',
  STALE_DOCUMENT:
    'Train again: enterprise.json looks up an industry.json that is no longer there. Approve industry.json first, then train: its fingerprint holds the approval.',
  TOO_FAR_UP: 'Move a firm up by one tier at most.',
  TOO_FEW_CELLS: 'Fill the row up to as many cells as the header has.',
  TOO_FEW_FOR_FOLDS:
    'Ask for no `challengers` and give `experts.influence` a number, or train on more firms.',
  TOO_MANY_CATEGORIES: 'Declare the column as text, or group its values before.',
  TOO_MANY_CELLS: 'Put texts that hold the delimiter into quotes.',
  TOO_MANY_REJECTS:
    'Mend the file: more than max(10, 0.1 %) of its records break the contract; the whole list is kept where the message says.',
  TOO_MANY_ROWS: 'Leave `leaveOneOut` out: splits and folds tell as much.',
  TOO_MANY_RULES: 'Put rules together: a firm’s gates must fit one integer.',
  TORN_LINE: 'The last write was cut off: bring the log back from a copy.',
  TWO_PARENTS: 'Put the item under one node.',
  TWO_ROOTS: 'Join the trees: one node only is nobody’s item.',
  TWO_SOURCES: 'Give the column once: in the file, or made from invoices.',
  TYPE: 'Write the value as the type asks; `dipper check` proposes date formats and words for 1 and 0.',
  UNACCOUNTED: 'Our bug, or a file that changed while it was read: run again, then report it.',
  UNDECODABLE: 'Save the file as UTF-8, UTF-16 or GB18030.',
  UNHEARD: 'Keep the reader of the answers running; run again: what stands in the log is answered from it.',
  UNKNOWN_COLUMN: 'Rename the column as the hint says, or declare it; `dipper check` proposes a mapping.',
  UNKNOWN_COMPANY: 'Look the id up in the company file (or among the rated firms of the run).',
  UNKNOWN_DEPARTMENT: 'Add the department to departments.csv, or mend its name.',
  UNKNOWN_EXPERT: 'Add the expert to experts.csv, or mend the name.',
  UNKNOWN_FIELD: 'Name a company column that rating or policy reads.',
  UNKNOWN_HEADER:
    'Write the header in `mapping` of dipper.json as the file has it, or take it out of the mapping.',
  UNKNOWN_INDUSTRY: 'Add the industry to industries.csv, or mend its name.',
  UNKNOWN_INDUSTRY_CODE: 'Write a code of the classification in industry.spec.json.',
  UNKNOWN_ITEM: 'Mend the name, or declare the item.',
  UNKNOWN_KEY: 'Mend or drop the key; `dipper schema NAME` prints the known ones.',
  UNKNOWN_NAME: 'Take one of the names that the problem lists.',
  UNKNOWN_NODE: 'Mend the name of the node, or declare it.',
  UNKNOWN_PRODUCT: 'Add the product to products.csv, or mend its name.',
  UNKNOWN_RATING: 'Name a tax rating of policy.json#/tax.',
  UNCALCULATED: 'Open the workbook in a spreadsheet program and save it: then its formulas have results.',
  UNKNOWN_VALUE: 'Name a value that the column has.',
  UNKNOWN_RUN: 'Name a run by its id in the study’s out folder, or by its folder.',
  UNREACHABLE_RULE: 'Drop or mend the rule: nothing can hit it.',
  UNREAD_COLUMN: 'Carry the column in policy.json, or take it out of the file that relies on it.',
  UNSAID_UNIT:
    'Say in the mapping what the numbers are multiplied with: `times`, 1 where the header’s unit is not meant.',
  UNREADABLE:
    'Mend the path, the rights, or the file itself; a packed file may have been cut off on its way.',
  UNSUPPORTED: 'Load messy files with `dipper`: the other engine takes typed tables only.',
  UNTERMINATED_QUOTE: 'Close the quote that opens on the line.',
  NO_ROOM:
    'Spread the scale (`scale.pointsToDouble`), move it (`scale.score`, `scale.odds`), or bring the tiers nearer to one another (`tiers.ratio`).',
  NO_SPACE: 'Free space on the disk, or lift the limit on file sizes; nothing was half-written.',
  TOO_MANY_FILES: 'Raise the limit on open files, e.g. `ulimit -n 4096`.',
  OUT_OF_MEMORY: 'Raise `--memory`, or give `--spill` a folder on a disk with room.',
  WRONG_CHANGE:
    'Take `times` or `dateFormat` out of the mapping of that header, or map it to the column that was meant.',
  UNWRITABLE: 'Name a folder that may be written.',
  USAGE: '`dipper COMMAND --help` shows flags and examples.',
  VALUE: 'Write one of the allowed texts, or allow another one in the contract.',
};

/** Codes on lists and in decisions that are no errors, beside those that src/text/gate.ts has words for. */
export const facts: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  GROUP: {
    en: 'Cap of the portfolio on one borrower or group (`stopped_by`)',
    zh: '组合限额：单一借款人或集团',
  },
  INDUSTRY: { en: 'Cap of the portfolio on one industry (`stopped_by`)', zh: '组合限额：单一产业' },
  NO_DATA: { en: 'Working-capital line not computed: data are missing', zh: '流动资金额度未测算：缺少数据' },
  TIER: {
    en: 'Cap of the portfolio on one tier (`stopped_by`, with the tier: `TIER_R9`)',
    zh: '组合限额：单一等级',
  },
  TOTAL: { en: 'Cap of the portfolio on the whole list (`stopped_by`)', zh: '组合限额：名单总额' },
  TOWN: { en: 'Cap of the portfolio on one town (`stopped_by`)', zh: '组合限额：单一镇街' },
  TURNOVER: {
    en: 'Working-capital line not computed: no positive turnover',
    zh: '流动资金额度未测算：周转不为正',
  },
};

/** Words in capitals that are no codes: SQL, signals, statistics. */
export const noCodes: readonly string[] = [
  ...['AUC', 'FAST', 'GCI', 'RAROC', 'ROC', 'VIF', 'WOE', 'NFC', 'NFKC', 'SQL', 'JSON', 'NULL', 'UNKNOWN'],
  ...['BIGINT', 'BOOLEAN', 'DATE', 'DOUBLE', 'INT', 'INTEGER', 'STRING', 'TIMESTAMP', 'VARCHAR'],
  ...['CSV', 'PAR1', 'CNY'],
  // Year, month and day of a date format.
  'DMY',
  ...['EEXIST', 'EISDIR', 'ELOCKED', 'ENOENT', 'ENOTDIR', 'ENOTEMPTY', 'EPIPE', 'ESRCH', 'SIGINT'],
  'ERR_FS_FILE_TOO_LARGE',
  // One of several words that a code is put together from.
  'INDUSTRY_CODE',
  'PRODUCT',
];
