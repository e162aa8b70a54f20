import { describe, expect, it } from 'vitest';
import { plainName, rivalNamed } from '../../../server/domain/detectors/side-job/employer-name.ts';
import { sideJobConditions } from '../../../server/domain/detectors/side-job-conditions.ts';
import type { PlaceRow } from './build-evidence.ts';
import { at, buildPeriod, minuteOf, span, stayRows, type PeriodRow } from './build-period.ts';

const cafe: PlaceRow = { id: 'cafe', roles: ['other'], eastM: 900, northM: 0, radiusM: 50 };
const own: PlaceRow = { id: 'own', roles: ['own_store'], eastM: 0, northM: 0, radiusM: 40 };
const evening = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '18:00', to: '22:00' }));
const declared = {
  id: 'd1',
  status: 'approved' as const,
  placeId: 'cafe',
  employer: '江海咖啡馆',
  hours: evening,
};
const worked = stayRows([300, 390], 900);

function judge(row: Partial<PeriodRow>, settings: Record<string, number> = {}) {
  const evidence = buildPeriod({ fixes: [worked], places: [cafe, own], declarations: [declared], ...row });
  return sideJobConditions.detect(evidence, sideJobConditions.settings.parse(settings));
}
const told = (row: Partial<PeriodRow>) => judge(row).map(({ verdict, reasons }) => [verdict, ...reasons]);

describe('side-job-conditions', () => {
  it('supports a stay at the declared place in working time outside the approved hours', () => {
    const [finding, ...more] = judge({});
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      placeId: 'cafe',
      verdict: 'supported',
      severity: 'medium',
      reasons: ['shift_overlap'],
      numbers: { openMin: 90, days: 1, expiredDays: 0 },
    });
    expect([minuteOf(finding?.startAt ?? at(0)), minuteOf(finding?.endAt ?? at(0))]).toEqual([300, 390]);
    expect(finding?.evidence).toContainEqual({ kind: 'declaration', id: 'd1' });
    expect(finding?.sentence.zh).toContain('约 90 分钟');
    expect(judge({ fixes: [stayRows([250, 390], 900)] })[0]?.severity).toBe('high');
  });

  it('is silent when nobody is there in working time, or only passes by', () => {
    expect(judge({ fixes: [stayRows([0, 170], 0)] })).toEqual([]);
    expect(judge({ fixes: [stayRows([300, 310], 900)] })).toEqual([]);
    expect(judge({ fixes: [[]] })).toEqual([]);
  });

  it('looks at approved declarations only', () => {
    for (const status of ['pending', 'refused', 'withdrawn'] as const)
      expect(judge({ declarations: [{ ...declared, status }] })).toEqual([]);
  });

  it('calls several days after the end of the approval, not one overlooked renewal', () => {
    const ended = [{ ...declared, hours: [], untilAt: at(-60) }];
    expect(told({ declarations: ended })).toEqual([['undecided', 'approval_just_ended']]);
    expect(told({ declarations: ended, fixes: [worked, worked] })).toEqual([['supported', 'approval_ended']]);
  });

  it('counts days, not the shifts of one day', () => {
    const ended = [{ ...declared, hours: [], untilAt: at(-60) }];
    const evidence = buildPeriod({
      fixes: [[...stayRows([60, 100], 900), ...stayRows([300, 340], 900)]],
      places: [cafe, own],
      declarations: ended,
    });
    const [day] = evidence.days;
    if (!day) throw new Error('no day');
    const split = [
      { id: 'morning', ...span(0, 180), breaks: [] },
      { id: 'afternoon', ...span(240, 540), breaks: [] },
    ];
    const schedule = { ...day.schedule, shifts: split };
    const [finding] = sideJobConditions.detect(
      { ...evidence, days: [{ ...day, schedule, shifts: split }] },
      sideJobConditions.settings.parse({}),
    );
    expect(finding).toMatchObject({
      verdict: 'undecided',
      reasons: ['approval_just_ended'],
      days: ['2026-03-02'],
      numbers: { days: 1, expiredDays: 1 },
    });
  });
});

describe('side-job-conditions survives', () => {
  it('approved hours inside the shift, with a quarter of an hour before and after', () => {
    const inside = [{ ...declared, hours: [{ weekday: 1, from: '14:10', to: '15:20' }] }];
    expect(told({ declarations: inside })).toEqual([['contradicted', 'permitted_declaration']]);
    const other = [{ ...declared, hours: [{ weekday: 2, from: '14:00', to: '16:00' }] }];
    expect(told({ declarations: other })).toEqual([['supported', 'shift_overlap']]);
  });

  it('an arrangement, a survey, a sign of presence at the own store', () => {
    const arrangement = { id: 'a1', reason: 'support' as const, ...span(300, 390) };
    expect(told({ arrangements: [arrangement] })).toEqual([['contradicted', 'permitted_arrangement']]);
    const anchors = [310, 335, 360, 385].map((minute) => ({
      kind: 'pos' as const,
      at: at(minute),
      placeId: 'own',
      isOk: true,
    }));
    expect(told({ anchors })).toEqual([['contradicted', 'anchor_own_place']]);
  });

  it('a visit to a customer next door, and says for how long', () => {
    const door: PlaceRow = { id: 'door', roles: ['customer'], eastM: 1060, northM: 0, radiusM: 30 };
    const visits = [{ id: 'v1', customerId: 'door', ...span(300, 390) }];
    const [finding] = judge({ places: [cafe, own, door], visits });
    expect(finding).toMatchObject({
      verdict: 'undecided',
      reasons: ['visit_near'],
      numbers: { stayMin: 90 },
    });
    expect(finding?.sentence.zh).toContain('约 90 分钟');
    expect(finding?.sentence.en).toContain('About 90 min');
  });

  it('lunch there, in the break and a little around it', () => {
    expect(judge({ fixes: [stayRows([174, 246], 900)] })).toEqual([]);
  });

  it('a declared place next to a place of ours', () => {
    expect(told({ places: [cafe, { ...own, eastM: 1010 }] })).toEqual([['undecided', 'own_place_neighbour']]);
    expect(judge({ places: [{ ...cafe, roles: ['customer'] }, own] })).toEqual([]);
  });
});

describe('an employer named like a rival', () => {
  const rival: PlaceRow = {
    id: '江海咖啡(人民路店)',
    roles: ['competitor'],
    eastM: 9000,
    northM: 0,
    radiusM: 50,
  };
  const named = { ...declared, employer: '江海咖啡有限公司' };

  it('is a hint for the approver and never an alert', () => {
    const [finding] = judge({
      fixes: [stayRows([0, 100], 0)],
      places: [cafe, own, rival],
      declarations: [named],
    });
    expect(finding).toMatchObject({ verdict: 'undecided', severity: 'low', score: 0.2 });
    expect(finding?.reasons).toEqual(['employer_named_like_rival']);
  });

  it('is no news when the declared place itself is that rival: the approver saw it', () => {
    const declarations = [{ ...named, placeId: rival.id }];
    expect(judge({ fixes: [stayRows([0, 100], 0)], places: [own, rival], declarations })).toEqual([]);
  });

  it.each([
    ['江海咖啡（人民路店）', '江海咖啡'],
    ['江海咖啡股份有限公司', '江海咖啡'],
    ['Blue Bay Coffee Co., Ltd.', 'bluebaycoffee'],
    ['ＢＬＵＥ ＢＡＹ coffee (No. 3)', 'bluebaycoffee'],
    ['店', ''],
  ])('compares %s by its own words', (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });

  it('does not take an empty or a longer name for a rival', () => {
    const places = new Map(buildPeriod({ fixes: [], places: [rival] }).placeById);
    expect(rivalNamed('江海咖啡', places)?.id).toBe(rival.id);
    expect(rivalNamed('公司', places)).toBeUndefined();
    expect(rivalNamed('江海咖啡豆批发', places)).toBeUndefined();
  });
});
