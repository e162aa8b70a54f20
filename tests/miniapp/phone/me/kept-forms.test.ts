import { describe, expect, it } from 'vitest';
import * as declare from '../../../../miniapp/phone/me/declare-draft.ts';
import * as flexible from '../../../../miniapp/phone/me/flexible-draft.ts';

const side: declare.DeclareDraft = {
  kind: 'employed',
  employer: '某培训机构',
  place: { id: 'p1', name: '培训楼', center: { lng: 121.5, lat: 31.2 }, radiusM: 50 },
  weekdays: [2, 6],
  startTime: '19:00',
  endTime: '22:00',
  fromDay: '2026-12-01',
  toDay: '2027-05-31',
  note: '',
};
const hours: flexible.FlexibleDraft = {
  mode: 'weekly',
  weekdays: [1, 4],
  fromDay: '2026-12-01',
  toDay: '2026-12-28',
  startTime: '10:00',
  endTime: '19:00',
  reason: 'study',
  note: '夜校',
};

it.each([
  [{}, undefined],
  [{ weekdays: [] }, { field: 'weekdays', word: 'needWeekday' }],
  [{ endTime: '' }, { field: 'endTime', word: 'needTimes' }],
  [
    { startTime: '', toDay: '' },
    { field: 'startTime', word: 'needTimes' },
  ],
  [{ fromDay: '' }, { field: 'fromDay', word: 'badDays' }],
  [{ toDay: '2026-11-30' }, { field: 'toDay', word: 'badDays' }],
])('a declaration says what is wrong and at which field (%j)', (change, fault) => {
  expect(declare.faultIn({ ...side, ...change })).toEqual(fault);
});

it.each([
  ['19:00', '22:00', false],
  ['22:00', '02:00', true],
  ['19:00', '19:00', true],
  ['19:00', '', false],
])('a declaration from %s to %s says whether it ends on the next day', (startTime, endTime, isNext) => {
  expect(declare.endsNextDay({ ...side, startTime, endTime })).toBe(isNext);
});

it('a refused request stands in the form again, on days that can still be asked for', () => {
  const { mode: _mode, ...view } = hours;
  expect(flexible.draftAgain(view, '2026-11-30')).toEqual(hours);
  expect(flexible.draftAgain(view, '2026-12-20')).toMatchObject({
    mode: 'weekly',
    fromDay: '2026-12-20',
    toDay: '2026-12-28',
  });
  expect(flexible.draftAgain({ ...view, toDay: view.fromDay }, '2026-12-20')).toMatchObject({
    mode: 'once',
    fromDay: '2026-12-20',
    toDay: '2026-12-20',
  });
});

describe('a form as the phone keeps it', () => {
  it('comes back as it was left, chosen or not', () => {
    for (const one of [side, { ...side, place: undefined, weekdays: [] }])
      expect(declare.draftOf(declare.keptOf(one))).toEqual(one);
    for (const one of [hours, { ...hours, reason: undefined, weekdays: [] }])
      expect(flexible.draftOf(flexible.keptOf(one))).toEqual(one);
  });

  it('keeps words alone, which is what a draft is', () => {
    for (const kept of [declare.keptOf(side), flexible.keptOf({ ...hours, reason: undefined })])
      expect(Object.values(kept).every((value) => typeof value === 'string')).toBe(true);
  });

  it('leaves out what this version does not know', () => {
    const kept = { ...declare.keptOf(side), kind: 'piracy', place: '{"id":1}', weekdays: '29x' };
    expect(declare.draftOf(kept)).toMatchObject({ kind: 'platform_gig', place: undefined, weekdays: [2] });
    expect(declare.draftOf({ ...kept, place: '{' }).place).toBeUndefined();
    expect(flexible.draftOf({ ...flexible.keptOf(hours), mode: 'never', reason: 'x' })).toMatchObject({
      mode: 'once',
      reason: undefined,
    });
  });

  it('is sent without what was left empty', () => {
    const body = declare.bodyOf({ ...side, employer: ' ', place: undefined }, 'id-1');
    expect(body).not.toHaveProperty('employer');
    expect(body).not.toHaveProperty('placeExternalId');
    expect(body).not.toHaveProperty('note');
    expect(declare.bodyOf(side, 'id-1')).toMatchObject({
      id: 'id-1',
      placeExternalId: 'p1',
      weekdays: [2, 6],
    });
  });
});
