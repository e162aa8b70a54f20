import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTrackFile } from '../../../server/connectors/files/read-track-file.ts';
import { judgeShift } from './judge-shift.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { dayOf } from '../../../server/domain/time.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';

const sample = fileURLToPath(
  new URL('../../../../shared/data/geolife_sample_2users.csv.gz', import.meta.url),
);
const timeZone = 'Asia/Shanghai';

describe.skipIf(!existsSync(sample))('a real GeoLife day (skipped without the shared data)', () => {
  it('is supported with a rival on its longest stay, undecided with an own store beside, silent without', async () => {
    const points = await readTrackFile(sample, { user: '001' });
    const day = dayOf(new Date(points[0]?.atMs ?? 0), timeZone);
    const fixes = points
      .filter(({ atMs }) => dayOf(new Date(atMs), timeZone) === day)
      .map((point) => ({ ...point, accuracyM: 10 }));
    const track = trackOf(fixes);
    const startAt = new Date(track.atMs[0] ?? 0);
    const shift = { id: 's1', startAt, endAt: new Date(+startAt + 10 * 3_600_000), breaks: [] };
    const schedule = { personId: 'p1', day, timeZone, shifts: [shift], leaves: [], trips: [] };
    const records = { arrangements: [], declarations: [] };
    const evidence = { personId: 'p1', schedule, shift, track, ...records, settings: {} };
    const { stays } = judgeShift({ ...evidence, places: [] });
    const [longest] = stays.toSorted((a, b) => b.fixes - a.fixes);
    const center = { lng: longest?.lng ?? 0, lat: longest?.lat ?? 0 };
    const rival: Place = { id: 'rival', name: 'r', roles: ['competitor'], center, radiusM: 60 };
    const own: Place = { id: 'own', name: 'o', roles: ['own_store'], center, radiusM: 40 };
    const verdicts = (places: Place[]) =>
      judgeShift({ ...evidence, places })
        .findings.filter(({ detector }) => detector === 'competitor-dwell')
        .map(({ verdict }) => verdict);
    expect(verdicts([rival])).toEqual(['supported']);
    expect(verdicts([rival, own])).toEqual(['undecided']);
    expect(verdicts([own])).toEqual([]);
    const { findings } = judgeShift({ ...evidence, places: [own] });
    expect(findings.filter(({ verdict }) => verdict === 'supported')).toEqual([]);
  });
});
