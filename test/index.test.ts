import { expectTypeOf, it } from 'vitest';
import type {
  Application,
  Cell,
  ConvertOptions,
  companyRater,
  convertFile,
  csvLine,
  Decider,
  Equivalence,
  FitOptions,
  FoundChanges,
  fitIndustries,
  listChanges,
  OnProgress,
  RaterOptions,
  ReplayOptions,
  RunOptions,
  replayDecisions,
  Table,
  Verification,
  writeCsv,
} from '../src/index.js';

it('has a name for what its functions take and give', () => {
  expectTypeOf<Parameters<Decider['decide']>[0]>().toEqualTypeOf<readonly Application[]>();
  expectTypeOf<Parameters<typeof writeCsv>[1]>().toEqualTypeOf<Table>();
  expectTypeOf<Parameters<typeof csvLine>[0]>().toEqualTypeOf<readonly Cell[]>();
  expectTypeOf<Parameters<typeof fitIndustries>[1]>().toEqualTypeOf<FitOptions | undefined>();
  expectTypeOf<Awaited<ReturnType<typeof listChanges>>>().toEqualTypeOf<FoundChanges>();
  expectTypeOf<Parameters<typeof companyRater>[0]>().toEqualTypeOf<RaterOptions>();
  expectTypeOf<RunOptions['onProgress']>().toEqualTypeOf<OnProgress | undefined>();
  expectTypeOf<Verification>().toExtend<Equivalence>();
  expectTypeOf<Parameters<typeof convertFile>[2]>().toEqualTypeOf<ConvertOptions | undefined>();
  expectTypeOf<Parameters<typeof replayDecisions>[1]>().toEqualTypeOf<ReplayOptions | undefined>();
});
