import { describe, expect, it } from 'vitest';
import { addDays } from '../../../server/domain/time.ts';
import type { DaySchedule } from '../../../server/domain/working-time.ts';
import { buildDays } from '../../../server/flow/detect/detect-days.ts';
import { appendSegment, findSegmentSpans, Segments } from '../../../server/store/segments.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, DAY, dwell, TIME_ZONE } from '../company.ts';

const SPANS = [{ startAt: at('00:00', '2020-01-01'), endAt: at('00:00', '2030-01-01') }];
const SINCE = SPANS[0]?.startAt ?? null;

describe('the days kept between runs', () => {
  useDatabase();

  it('keep their fixes while a crowd of other days pushes them out during a read', async () => {
    await createCompany();
    await dwell('zhang', { from: '10:00', to: '11:00' });
    const person = buildPerson({ id: 'zhang' });
    const segments = await findSegmentSpans('zhang', at('00:00'), at('23:59'));
    const mine = { person, sinceAt: SINCE, spans: SPANS, segments };
    const own = [scheduleOf('zhang', DAY)];
    const [before] = await buildDays(mine, own);
    const crowd = Array.from({ length: 600 }, (_, n) => scheduleOf('li', addDays('2022-01-01', n)));
    const others = { person: buildPerson({ id: 'li' }), sinceAt: SINCE, spans: SPANS, segments: [] };
    // The crowd is asked for first, so that it is kept before the second read answers.
    const pushing = buildDays(others, crowd);
    const [after] = await buildDays(mine, [...own, scheduleOf('zhang', addDays(DAY, 1))]);
    await pushing;
    expect(before?.track.atMs.length).toBe(31);
    expect(after?.track.atMs.length).toBe(31);
    expect((await buildDays(mine, own))[0]?.track.atMs.length).toBe(31);
  });

  it('forget the fixes that were erased, though the next upload has the number of the first', async () => {
    await createCompany();
    const person = buildPerson({ id: 'zhang' });
    const upload = async (clock: string) => {
      const atMs = +at(clock);
      const fix = { seq: 0, atMs, capturedAtMs: atMs, lng: 121.5, lat: 31.2, accuracyM: 10 };
      const install = { personId: 'zhang', installId: 'phone', ordinal: 1 };
      const segment = { ...install, receivedAt: at(clock), sourceDatum: 'wgs84' as const };
      await appendSegment({ ...segment, fixes: [fix], conflicts: [] });
      const segments = await findSegmentSpans('zhang', at('00:00'), at('23:59'));
      const [day] = await buildDays({ person, sinceAt: SINCE, spans: SPANS, segments }, [
        scheduleOf('zhang', DAY),
      ]);
      return [...(day?.track.atMs ?? [])];
    };
    expect(await upload('10:00')).toEqual([+at('10:00')]);
    await Segments.deleteMany({ personId: 'zhang' });
    expect(await upload('15:00')).toEqual([+at('15:00')]);
  });
});

function scheduleOf(personId: string, day: string): DaySchedule {
  const shift = { id: `${day}:S1:0`, startAt: at('09:00', day), endAt: at('18:00', day), breaks: [] };
  return { personId, day, timeZone: TIME_ZONE, shifts: [shift], leaves: [], trips: [] };
}
