import { describe, expect, it } from 'vitest';
import { checkGoLive, checkStart, unmet, type Readiness } from '../../../server/domain/rollout/checklist.ts';

const READY: Readiness = {
  staff: 10,
  acknowledged: 8,
  answered: 8,
  isPolicyInForce: true,
  isConsulted: true,
  detectors: 1,
  onDuty: 1,
  approvers: 1,
  signers: 2,
};
const DONE = { days: 14, cases: 3, openCases: 0 };

describe('before a pilot', () => {
  it('everything is there', () => {
    expect(unmet(checkStart(READY))).toEqual([]);
  });

  it.each([
    [{ isPolicyInForce: false }, 'policy_in_force'],
    [{ isConsulted: false }, 'consultation_recorded'],
    [{ detectors: 0 }, 'assessment_current'],
    [{ acknowledged: 7 }, 'policy_acknowledged'],
    [{ answered: 7 }, 'notice_answered'],
    [{ onDuty: 0 }, 'duty_roster'],
    [{ approvers: 0 }, 'approver'],
    [{ signers: 1 }, 'go_live_signer'],
  ] as const)('%o lacks %s alone', (change, missing) => {
    expect(unmet(checkStart({ ...READY, ...change }))).toEqual([missing]);
  });

  it('a region without staff has nobody who could have been told', () => {
    const checks = unmet(checkStart({ ...READY, staff: 0, acknowledged: 0, answered: 0 }));
    expect(checks).toEqual(['staff_known', 'policy_acknowledged', 'notice_answered']);
  });

  it('says of how many, and counts part of a person as a whole one', () => {
    const row = checkStart({ ...READY, staff: 11 }).find(({ check }) => check === 'policy_acknowledged');
    expect(row).toEqual({ check: 'policy_acknowledged', isMet: false, count: { have: 8, of: 11, need: 9 } });
  });
});

describe('before going live', () => {
  it('needs its time, ended cases and everything the pilot needed', () => {
    expect(unmet(checkGoLive(READY, DONE))).toEqual([]);
    expect(unmet(checkGoLive(READY, { ...DONE, days: 13 }))).toEqual(['pilot_long_enough']);
    expect(unmet(checkGoLive(READY, { ...DONE, openCases: 1 }))).toEqual(['pilot_cases_ended']);
    expect(unmet(checkGoLive({ ...READY, acknowledged: 2 }, DONE))).toEqual(['policy_acknowledged']);
  });
});
