// Columns of our own beside those of a file. No contract has such a name: its names begin with a letter.

/** The column that numbers rows in file order, 0-based, fixed at load. */
export const ROW_NO = '_row_no';

/** The column that holds the firm's place in `industry.industries`, 0-based; null outside every industry. */
export const INDUSTRY_NO = '_industry_no';

/** The column that is 1 on a row with a value that breaks the contract. */
export const IS_BAD = '_is_bad';
