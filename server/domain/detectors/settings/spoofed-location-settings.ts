import { z } from 'zod';
import { DRAWN_SHARE, FIXED_SPREAD_M, WANDER } from '../../track/error-wander.ts';

/** Rises whenever a verdict on the same input may change (R6). */
export const SPOOFED_LOCATION = { name: 'spoofed-location', version: 19 } as const;

/** Thresholds of `spoofed-location`; each says its unit and why. */
export const SpoofedLocationSettingsSchema = z.strictObject({
  /** Metres of a jump: masts and reflections move a fix by some hundred. */
  minJumpM: z.number().min(300).max(20_000).default(1000),
  /** km/h of a jump that begins and ends at rest: a train is faster, but not from one fix to the next out of a standstill. */
  minJumpKmh: z.number().min(100).max(1000).default(200),
  /** Minutes without a fix from which a fast train may have been taken, and its km/h: it needs some ten to reach its speed and stop. */
  trainMin: z.number().min(5).max(60).default(15),
  trainKmh: z.number().min(200).max(600).default(350),
  /** Minutes without a fix from which a flight may have been taken, and its km/h: the shortest take that long from ground to ground. */
  flightMin: z.number().min(20).max(240).default(45),
  flightKmh: z.number().min(500).max(3000).default(1000),
  /** km/h before and after a jump up to which the phone was at rest there. */
  restKmh: z.number().min(5).max(100).default(40),
  /** Fixes on each side that agree on where it was: one cached or reflected fix is none. */
  minSideFixes: z.number().int().min(2).max(50).default(5),
  /** Times the own usual haste (or the pace to a door, if that is more) from which an arrival is a hint: 1 ordinary day in 50 has one. */
  arrivalHaste: z.number().min(1).max(20).default(1.2),
  /** Minutes of a stay from which its stillness is looked at: short ones are still by chance. */
  minStillMin: z.number().min(30).max(600).default(90),
  /** Fixes of such a stay. */
  minStillFixes: z.number().int().min(10).max(1000).default(40),
  /** Metres to its furthest fix below which a stay is still: indoor error alone wanders further in an hour and a half. */
  stillExtentM: z.number().min(1).max(100).default(25),
  /** Share (0-1) of the smallest extent of the own earlier long stays: some phones are calm. */
  stillShare: z.number().min(0.05).max(1).default(0.5),
  /** Fixes of a stretch whose error is looked at: with 60 the ratio of independent errors stays above 0.8. */
  wanderFixes: z.number().int().min(20).max(1000).default(WANDER.fixes),
  /** Metres per axis within which such a stretch is at one place. */
  wanderSpreadM: z.number().min(2).max(50).default(WANDER.maxSpreadM),
  /** Minutes between two of its fixes: after a longer silence the error is another one anyway. */
  wanderStepMin: z.number().min(0.5).max(30).default(WANDER.maxStepMin),
  /** Von Neumann ratio from which errors are drawn anew: 1 stretch in 100 of real loggers at rest lies above 0.73. */
  drawnRatio: z.number().min(0.5).max(1.2).default(0.75),
  /** Share (0-1) of the day's stretches, or so many in a row, that must be so: in a day at one place some are by chance, a program never stops. */
  drawnShare: z.number().min(0.05).max(1).default(DRAWN_SHARE),
  drawnRun: z.number().int().min(2).max(50).default(4),
  /** Share (0-1) of the own earlier days that were so, from which the receiver filters nothing: of other phones 1 day in 100 is. */
  ownDrawnShare: z.number().min(0.05).max(1).default(0.2),
  /** Metres per axis up to which a position does not change at all. */
  fixedSpreadM: z.number().min(0).max(2).default(FIXED_SPREAD_M),
  /** Fixes at it, and minutes between two of them: three times the slowest plan (5 min); a screen that was off may repeat a few. */
  minFixedFixes: z.number().int().min(5).max(500).default(12),
  fixedStepMin: z.number().min(1).max(60).default(15),
  /** Metres by which fixes may miss a dead straight way at one pace: a vehicle that holds its speed to 1 % is off by more. */
  drawnWayM: z.number().min(1).max(100).default(15),
  /** Metres, minutes and fixes of such a way; 1 real day in 100 has one. */
  minDrawnWayM: z.number().min(300).max(20_000).default(1500),
  minDrawnWayMin: z.number().min(1).max(60).default(4),
  minDrawnWayFixes: z.number().int().min(4).max(100).default(5),
  /** Stays of an earlier day repeated in place, order, start and length, from which it may be a replay. */
  minReplayStays: z.number().int().min(2).max(10).default(3),
  /** Metres between a stay and the repeated one: the sketch of a day keeps some 10 m. */
  replayM: z.number().min(10).max(200).default(25),
  /** Minutes that start and length may be off after the clocks are laid over each other: two pings; people differ by more from day to day. */
  replayMin: z.number().min(0.5).max(30).default(2),
  /** Cells entered on a day's ways from which the ways tell of a replay and stays are not asked: some 3 km. */
  minPassages: z.number().int().min(6).max(32).default(12),
  /** Minutes that each may be off after the clocks are laid over each other: nobody meets the same lights all day. */
  passageMin: z.number().min(0.1).max(5).default(0.6),
  /** How much likelier in a replay the times of the way must be, as a hint (nats): of 549 ordinary real days 6 reach 5, one 7, none 8. */
  replayHintNats: z.number().min(4).max(30).default(9),
  /** The same from which it is sure, and the minutes it must last: a train keeps its time for an hour or two. */
  replayNats: z.number().min(6).max(60).default(12),
  replayWayMin: z.number().min(30).max(480).default(120),
  /** Share (0-1) that lengths and pace may differ: players warp time a little. */
  replayWarp: z.number().min(0).max(0.2).default(0.05),
  /** Fixes on the way that equal a colleague's to the last digit: noise is never shared, a car is. */
  minTwinFixes: z.number().int().min(5).max(500).default(30),
  /** Steps of 100 m beside a colleague's phone, from which it is company on the way: 2 km, more than the walk to a meal. */
  minCompanionSteps: z.number().int().min(5).max(500).default(20),
  /** Metres between both phones at one moment: two errors and some seconds of a car's way. */
  companionM: z.number().min(10).max(300).default(60),
  /** Places one after the other with stays beside it: two are a meeting and a meal. */
  minCompanionPlaces: z.number().int().min(2).max(20).default(3),
  /** Metres between a stay and the other phone within which both are at one place: the stay radius holds the next shop as well. */
  companionStayM: z.number().min(20).max(300).default(100),
  /** Share (0-1) of the day's ways (or stays) beside it, from which it is more than a lift. */
  companionShare: z.number().min(0.1).max(1).default(0.3),
  /** Hours between two uses of one photo: a repeated upload comes at once. */
  photoHours: z.number().min(0.1).max(72).default(1),
  /** Strength (0-1) from which a sign of the track is clear: two straight ways, a still stay, two stretches of redrawn error. */
  clearFrom: z.number().min(0.1).max(0.9).default(0.4),
  /** Days of history with the same phone from which two clear signs are not the habit of one nobody knows yet. */
  minKnownDays: z.number().int().min(1).max(60).default(5),
  /** Probability (0-1) from which several signs together are supported. */
  supportedFrom: z.number().min(0.5).max(0.99).default(0.8),
});
export type SpoofedLocationSettings = z.infer<typeof SpoofedLocationSettingsSchema>;
