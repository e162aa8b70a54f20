import type { Checked } from '../../contract/rollout.ts';
import { MIN_PILOT_DAYS } from './mode.ts';

/**
 * Share of a region's staff, percent, that has to have acknowledged the policy and answered the notice on positions (yes or no) before it
 * is tried out: with fewer a pilot shows little, for who has not read the policy is not judged (trust R17).
 */
export const NOTICE_PCT = 80;

/** What the system keeps that going ahead rests on. */
export type Readiness = Readonly<{
  staff: number;
  acknowledged: number;
  /** Said yes or no to the notice on positions. */
  answered: number;
  isPolicyInForce: boolean;
  isConsulted: boolean;
  /** Detectors that run under an assessment which names the region. */
  detectors: number;
  onDuty: number;
  approvers: number;
  /** People who may sign, whoever asks. */
  signers: number;
}>;
/** How far a pilot has got: days run, cases opened, and of these the open ones. */
export type PilotProgress = Readonly<{ days: number; cases: number; openCases: number }>;

/** What a pilot needs before it starts (trust R17, R19; product M25). */
export function checkStart(ready: Readiness): Checked[] {
  const { staff, detectors, onDuty, approvers, signers } = ready;
  const need = Math.ceil((staff * NOTICE_PCT) / 100);
  const share = (have: number): Pick<Checked, 'isMet' | 'count'> => ({
    isMet: staff > 0 && have >= need,
    count: { have, of: staff, need },
  });
  return [
    { check: 'staff_known', isMet: staff > 0 },
    { check: 'policy_in_force', isMet: ready.isPolicyInForce },
    { check: 'consultation_recorded', isMet: ready.isConsulted },
    { check: 'assessment_current', isMet: detectors > 0 },
    { check: 'policy_acknowledged', ...share(ready.acknowledged) },
    { check: 'notice_answered', ...share(ready.answered) },
    { check: 'duty_roster', isMet: onDuty > 0 },
    { check: 'approver', isMet: approvers > 0 },
    // Whoever asks for going live cannot sign it.
    { check: 'go_live_signer', isMet: signers > 1 },
  ];
}

/** What going live needs: everything the pilot needed, its time, and nobody left with an open question. */
export function checkGoLive(ready: Readiness, { days, cases, openCases }: PilotProgress): Checked[] {
  return [
    ...checkStart(ready),
    {
      check: 'pilot_long_enough',
      isMet: days >= MIN_PILOT_DAYS,
      count: { have: days, of: MIN_PILOT_DAYS, need: MIN_PILOT_DAYS },
    },
    {
      check: 'pilot_cases_ended',
      isMet: openCases === 0,
      count: { have: cases - openCases, of: cases, need: cases },
    },
  ];
}

/** The names of the checks that are not met. */
export const unmet = (checklist: readonly Checked[]): string[] =>
  checklist.flatMap(({ check, isMet }) => (isMet ? [] : [check]));
