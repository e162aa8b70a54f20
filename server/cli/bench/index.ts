import type { Bench } from './bench.ts';
import { demoLoad } from './demo-load.ts';
import { detectors } from './detectors.ts';
import { embedded } from './embedded.ts';
import { feishu } from './feishu.ts';
import { ingest } from './ingest.ts';
import { judge } from './judge.ts';
import { nightly } from './nightly.ts';
import { phone } from './phone.ts';
import { start } from './start.ts';
import { route } from './route.ts';
import { staysQuality } from './stays-quality.ts';
import { stays } from './stays.ts';
import { track } from './track.ts';

/** The foundation set in the order it runs, then those run by name. */
export const BENCHES: readonly Bench[] = [
  stays,
  start,
  ingest,
  embedded,
  track,
  staysQuality,
  detectors,
  demoLoad,
  judge,
  nightly,
  feishu,
  phone,
  route,
];
