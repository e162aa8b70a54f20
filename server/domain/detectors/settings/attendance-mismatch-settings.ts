import { z } from 'zod';
import { OWN_PUNCHES } from '../spoof/colleague-device.ts';

/** Rises whenever a verdict on the same input may change (R6). */
export const ATTENDANCE_MISMATCH = { name: 'attendance-mismatch', version: 14 } as const;

/** Thresholds of `attendance-mismatch`; each says its unit and why. */
export const AttendanceMismatchSettingsSchema = z.strictObject({
  /** Minutes around a punch in which being near counts: clocks differ, punches are queued offline. */
  skewMin: z.number().min(1).max(60).default(10),
  /** Metres beyond the punched place or position that are still near: halls, gates, car parks. */
  nearM: z.number().min(50).max(2000).default(200),
  /** Metres beyond the shift's place that are certainly away from it: urban drift reaches 400. */
  awayM: z.number().min(100).max(5000).default(450),
  /** Error radii (68 %) added to both: two hold 99 % of a circular normal error. */
  accuracyRadii: z.number().min(1).max(5).default(2),
  /** Metres (68 %) where the phone told no error: between satellites (5-20) and Wi-Fi or cells (30-100). */
  unknownAccuracyM: z.number().min(5).max(500).default(50),
  /** km/h from door to door. City traffic with parking is 15-35; 50 leaves room for an empty road. */
  maxSpeedKmh: z.number().min(10).max(200).default(50),
  /** Fixes around a punch below which nothing is known: two may be one repeated reading. */
  minFixes: z.number().int().min(2).max(20).default(3),
  /** Minutes between two fixes away above which nobody knows what was between: three times the slowest plan (5 min). */
  maxFixGapMin: z.number().min(1).max(60).default(15),
  /** Minutes away in one stretch while clocked in that no errand, bank or long lunch explains. */
  absentMin: z.number().min(15).max(480).default(60),
  /** Minutes away at the start or end of a shift that count when they lead to the same place on several days. */
  edgeMin: z.number().min(10).max(240).default(30),
  /** Minutes away in one shift from which it is severe. */
  highAbsentMin: z.number().min(30).max(720).default(150),
  /** Days known on none of which the person was near the place, from which its stored position is in doubt: one or two are an absence. */
  seenDays: z.number().int().min(2).max(30).default(3),
  /** Metres within which two stays are one spot: the stay radius, inside which drift is no movement. */
  sameSpotM: z.number().min(30).max(500).default(150),
  /** Own earlier punches from a device that make it the own one. */
  ownPunches: z.number().int().min(1).max(50).default(OWN_PUNCHES),
  /** Share (0-1) of shifts with a false clock-in when nothing is known. */
  priorShare: z.number().min(0.001).max(0.5).default(0.03),
});
export type AttendanceMismatchSettings = z.infer<typeof AttendanceMismatchSettingsSchema>;
