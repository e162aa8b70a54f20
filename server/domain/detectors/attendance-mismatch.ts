import { detectorsPunchesEn } from '../../contract/texts/detectors-punches.en.ts';
import { detectorsPunchesZh } from '../../contract/texts/detectors-punches.zh.ts';
import {
  ATTENDANCE_MISMATCH,
  AttendanceMismatchSettingsSchema,
  type AttendanceMismatchSettings,
} from './settings/attendance-mismatch-settings.ts';
import {
  listAttendanceDoubts,
  listSignals,
  type Around,
  type AttendanceSignals,
} from './attendance/attendance-signals.ts';
import { scoreAttendance } from './attendance/attendance-score.ts';
import type { Detector } from './detector.ts';
import type { PeriodEvidence } from './evidence.ts';
import type { EvidenceRef, Finding } from './finding.ts';
import { recordFinding } from './record-finding.ts';
import { coverageOfShift } from './day/shift-coverage.ts';
import { listAttendance, type ShiftAttendance } from './attendance/shift-attendance.ts';

const SOURCE = {
  ...ATTENDANCE_MISMATCH,
  zh: detectorsPunchesZh.attendanceMismatch,
  en: detectorsPunchesEn.attendanceMismatch,
};
/** A clock-in that the track contradicts, or clocked-in time spent away from the place of work; one finding per shift. */
export const attendanceMismatch: Detector<AttendanceMismatchSettings> = {
  ...ATTENDANCE_MISMATCH,
  needs: ['punches'],
  settings: AttendanceMismatchSettingsSchema,
  detect(evidence, settings) {
    const around = { all: listAttendance(evidence, settings), settings };
    return around.all.flatMap((shift) => {
      const signals = listSignals(evidence, shift, around);
      return signals.reasons.length === 0 ? [] : [describe(evidence, shift, { ...around, signals })];
    });
  },
};

function describe(
  evidence: PeriodEvidence,
  attendance: ShiftAttendance,
  { signals, ...around }: Around & Readonly<{ signals: AttendanceSignals }>,
): Finding {
  const { day, shift, place, checks } = attendance;
  const { settings } = around;
  const doubts = listAttendanceDoubts(evidence, attendance, { ...around, signals });
  const isSupported = doubts.length === 0 && signals.reasons.some((reason) => reason !== 'peer_device');
  const isHigh = signals.reasons.includes('punched_by_peer') || signals.awayMin >= settings.highAbsentMin;
  const elsewhere = checks.filter(({ says }) => says === 'elsewhere');
  const nearestM = Math.min(...elsewhere.map((check) => check.nearestM));
  return recordFinding(evidence, SOURCE, {
    ...spanOf(attendance, signals),
    shiftId: shift.id,
    days: [day.day],
    ...(place && { placeId: place.id }),
    verdict: isSupported ? 'supported' : 'undecided',
    severity: !isSupported ? 'low' : isHigh ? 'high' : 'medium',
    score: scoreAttendance(signals, settings) * (isSupported ? 1 : 0.25),
    reasons: [...signals.reasons, ...doubts],
    evidence: listRefs(attendance, signals),
    numbers: {
      awayMin: Math.round(signals.awayMin),
      shiftMin: Math.round((shift.endAt.getTime() - shift.startAt.getTime()) / 60_000),
      nearestM: Number.isFinite(nearestM) ? Math.round(nearestM) : -1,
      coveragePct: Math.round(100 * coverageOfShift(day, shift)),
    },
    thresholds: settings,
  });
}

function spanOf({ shift, checks }: ShiftAttendance, { stretches }: AttendanceSignals) {
  const punched = checks
    .filter(({ says, byPeer }) => says === 'elsewhere' || byPeer !== null)
    .map(({ punch }) => punch.at.getTime());
  const times = [
    ...punched,
    ...stretches.flatMap(({ startAt, endAt }) => [startAt.getTime(), endAt.getTime()]),
  ];
  return {
    startAt: new Date(Math.min(...times, shift.endAt.getTime())),
    endAt: new Date(Math.max(...times)),
  };
}

function listRefs({ checks }: ShiftAttendance, { stretches }: AttendanceSignals): EvidenceRef[] {
  return [
    ...checks.map(({ punch }) => ({ kind: 'punch' as const, id: punch.id })),
    ...stretches.map(({ startAt, endAt }) => ({ kind: 'fix' as const, fromAt: startAt, toAt: endAt })),
  ];
}
