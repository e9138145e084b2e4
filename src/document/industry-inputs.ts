/** One pair compared by one expert: left is `value` times as important as right. */
export interface Judgement {
  readonly expert: string;
  readonly node: string;
  readonly left: string;
  readonly right: string;
  /** Null when the expert left the pair open: a gap, never 1. */
  readonly value: number | null;
  readonly line: number;
}

/** One expert: weight within the department. */
export interface Expert {
  readonly expert: string;
  readonly department: string;
  readonly post: string | null;
  readonly weight: number;
}

/** One department: weight among the departments. */
export interface Department {
  readonly department: string;
  readonly weight: number;
}

/** What is known of one industry: figures by year and column. */
export interface IndustryFigures {
  readonly id: string;
  readonly name: string;
  readonly nameZh: string;
  /** Year → column → figure; a missing figure is null. */
  readonly years: ReadonlyMap<number, Readonly<Record<string, number | null>>>;
}

/** One link of the industry map: an industry reaches a part of the classification, or a product. */
export interface MapRow {
  readonly industryId: string;
  /** Section letter or digits of the classification. */
  readonly code: string | null;
  readonly product: string | null;
  /** A primary link decides a firm's industry; a secondary one only says that the industry overlaps. */
  readonly role: 'primary' | 'secondary';
  readonly line: number;
}

/** One product of the product relation table. */
export interface Product {
  readonly product: string;
  readonly nameZh: string | null;
  readonly parent: string | null;
  /** Products that this one goes into. */
  readonly upstreamOf: readonly string[];
}
