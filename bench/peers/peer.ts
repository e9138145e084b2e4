/** The stages that are compared, in the order of the work. */
export const STAGES = ['read', 'bin', 'apply', 'fit', 'score', 'whole'] as const;

/** One stage of training. */
export type Stage = (typeof STAGES)[number];

/** A library that does the same work in Python. */
export interface Peer {
  readonly name: string;
  /** Name of its virtual environment. */
  readonly environment: string;
  /** What is installed into it: versions that work together under Python 3.11. */
  readonly packages: readonly string[];
  readonly script: string;
  /** Arguments after the path of the CSV. */
  readonly args: readonly string[];
}

/** What was measured of one library. */
export interface Measured {
  readonly name: string;
  /** Seconds of the stages that ended. */
  readonly seconds: Readonly<Partial<Record<Stage, number>>>;
  /** Seconds after which a stage that had not ended was given up. */
  readonly over: Readonly<Partial<Record<Stage, number>>>;
  readonly peakMb: number | null;
  /** Area under the ROC curve on the rows that were trained on. */
  readonly auc: number | null;
  readonly versions: Readonly<Record<string, string>>;
}

const COMMON = ['numpy==2.4.6', 'scipy==1.17.1', 'scikit-learn==1.9.1'];

const toad = {
  environment: 'toad',
  // The package declares no dependencies, though it imports all of these.
  packages: [
    ...COMMON,
    'pandas==3.1.1',
    'joblib==1.6.0',
    'matplotlib==3.11.2',
    'seaborn==0.13.2',
    'toad==0.1.7',
  ],
  script: 'toad_peer.py',
};

/** The peers in the order of the table. */
export const PEERS: readonly Peer[] = [
  {
    name: 'scikit-learn',
    environment: 'sklearn',
    packages: [...COMMON, 'pandas==3.1.1'],
    script: 'sklearn_peer.py',
    args: [],
  },
  {
    name: 'optbinning',
    environment: 'optbinning',
    packages: [...COMMON, 'pandas==3.1.1', 'ortools==9.15.6755', 'optbinning==1.0.0'],
    script: 'optbinning_peer.py',
    args: [],
  },
  { ...toad, name: 'toad (dt)', args: ['dt'] },
  { ...toad, name: 'toad (chi)', args: ['chi'] },
  {
    name: 'scorecardpy',
    environment: 'scorecardpy',
    // It calls what pandas 3 no longer has.
    packages: [...COMMON, 'pandas==2.3.3', 'scorecardpy==0.1.9.7'],
    script: 'scorecardpy_peer.py',
    args: [],
  },
];
