import { beforeEach, describe, expect, it } from 'vitest';
import { COMPETITOR_DWELL } from '../../../server/domain/detectors/settings/competitor-dwell-settings.ts';
import { BUILT_IN } from '../../../server/domain/tuning/settings-version.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { relay } from '../../../server/flow/relay.ts';
import { loadTrackRecord, refreshSilences } from '../../../server/flow/tuning/tuning-quality.ts';
import { findAlerts, insertAlert } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findDetection } from '../../../server/store/detections.ts';
import { insertSettingVersion } from '../../../server/store/setting-versions.ts';
import { getSilences } from '../../../server/store/silences.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';

const REASON = 'too many false alarms in malls';

describe('a detector that is too often wrong', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang', '2026-11-18');
    await dwell('zhang', { from: '10:00', to: '10:40', day: '2026-11-18' });
    await detectPerson(company.deps, 'zhang');
    const [model] = await findAlerts('zhang', '2026-11-18', '2026-11-18');
    if (!model) throw new Error('no alert');
    for (let n = 0; n < 30; n += 1) {
      const handlings = [
        { kind: 'case', byId: 'system', at: at('16:00', '2026-11-02'), note: 'unsubstantiated' } as const,
      ];
      await insertAlert({
        ...model,
        id: `old-${n}`,
        shiftId: `old-${n}`,
        day: '2026-11-02',
        personId: 'somebody',
        status: 'handled',
        publishedAt: at('09:00', '2026-11-02'),
        handlings,
        pending: [],
      });
    }
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '10:40' });
  });
  const alertsToday = async () => {
    await detectPerson(company.deps, 'zhang');
    return findAlerts('zhang', DAY, DAY);
  };

  it('tells whoever reads an alert of it how often it asked for nothing, of this code and these thresholds', async () => {
    const finding = { detector: COMPETITOR_DWELL.name, version: COMPETITOR_DWELL.version };
    expect((await loadTrackRecord())(finding)).toBeNull();
    await refreshSilences(company.deps);
    const recordOf = await loadTrackRecord();
    expect(recordOf(finding)).toEqual({ hits: 0, of: 30 });
    expect(recordOf({ ...finding, version: finding.version + 1 })).toBeNull();
    expect(recordOf({ ...finding, detector: 'off-zone' })).toBeNull();
  });

  it('goes silent, with an audit line: it still finds, but raises nothing new and leaves what is out alone', async () => {
    await refreshSilences(company.deps);
    expect((await getSilences()).silences).toMatchObject([{ detector: 'competitor-dwell', hits: 0, of: 30 }]);
    expect(await alertsToday()).toEqual([]);
    expect((await findDetection('zhang', `${DAY}:S1:0`))?.result?.findings).toMatchObject([
      { verdict: 'supported' },
    ]);
    expect(await findAlerts('zhang', '2026-11-18', '2026-11-18')).toMatchObject([{ status: 'watching' }]);
    await relay(company.deps);
    const [line] = await listAudit('detectors:competitor-dwell');
    expect(line?.entry).toMatchObject({
      action: 'detector.silence',
      why: '0 of 30 labelled alerts were worth asking about',
    });
  });

  it('speaks again under new signed thresholds', async () => {
    await refreshSilences(company.deps);
    const overrides = { 'competitor-dwell': { minDwellMin: 20 } };
    await insertSettingVersion(
      {
        ...BUILT_IN,
        version: 1,
        stands: 1,
        overrides,
        fromDay: DAY,
        raisesFromDay: DAY,
        at: at('08:00'),
        byIds: [],
        reason: REASON,
      },
      [],
    );
    company.setNow(at('13:30'));
    await refreshSilences(company.deps);
    expect((await getSilences()).silences).toEqual([]);
    expect(await alertsToday()).toMatchObject([{ status: 'open' }]);
  });
});
