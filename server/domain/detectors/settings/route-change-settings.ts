import { z } from 'zod';

/** Rises whenever a verdict on the same input may change (R6). */
export const ROUTE_CHANGE = { name: 'route-change', version: 11 } as const;

/** Thresholds of `route-change`; each says its unit and why. Figures "on real days" are GeoLife's, development seeds. */
export const RouteChangeSettingsSchema = z.strictObject({
  /** Days learned below which nobody knows what is usual: nothing is said. */
  minHistoryDays: z.number().int().min(2).max(60).default(5),
  /** Metres from a stop of the history within which a stay is at a known place: the stay radius and two errors. */
  usualM: z.number().min(50).max(1000).default(200),
  /** Days back in which repetition counts, and within which a stop is still new (product section 3: 3 days in 2 weeks). */
  windowDays: z.number().int().min(3).max(62).default(14),
  /** Distinct days at one new place from which it is a regular stop (product section 3). */
  stopDays: z.number().int().min(2).max(14).default(3),
  /** Minutes of a stay that count half: a meal or a queue is shorter, a stint of work longer. */
  stintMin: z.number().min(20).max(300).default(65),
  /** Minutes of a break up to which stays at one place on both sides of it are one stint: nobody changes jobs for a meal. */
  bridgedMin: z.number().min(0).max(240).default(90),
  /** Minutes that count half again from above: who stays so long has moved desk or home, which is no second job beside this one. */
  longMin: z.number().min(120).max(900).default(400),
  /** Minutes over which these two change from a quarter to three quarters, roughly. */
  softMin: z.number().min(1).max(120).default(20),
  /** Share (0-1) that a stay counts where the day begins or ends: mostly a new home, hotel or desk. */
  edgeShare: z.number().min(0).max(1).default(0.4),
  /** Share (0-1) of the days from which a new place is the new routine (new territory, moved office), not a stop beside it. */
  routineShare: z.number().min(0.3).max(1).default(0.6),
  /** Effective days (days of full stints, in a period that is otherwise as usual) that are as likely as not a second place of work. */
  evenStrength: z.number().min(0.2).max(5).default(0.6),
  /** Effective days by which the odds rise e-fold. */
  strengthScale: z.number().min(0.05).max(2).default(0.2),
  /** The same two for a stop that is not regular yet, whose score ends at 0.5: most single long stays at unknown places are errands. */
  evenSingle: z.number().min(0.05).max(5).default(0.3),
  singleScale: z.number().min(0.02).max(2).default(0.12),
  /** Minutes of the only stay at an unknown place that count half: most shorter ones are errands. */
  evenLoneMin: z.number().min(10).max(600).default(115),
  /** Root of minutes by which the odds rise e-fold. */
  loneScale: z.number().min(0.2).max(20).default(1.8),
  /** Minutes at an unknown place from which an earlier day had a long stay as well, and how much (0-1) a person's share of such days takes away. */
  ownLongMin: z.number().min(10).max(600).default(60),
  ownLongWeight: z.number().min(0).max(1).default(0.2),
  /** Score (0-1) from which a regular stop is supported. */
  supportedScore: z.number().min(0.5).max(1).default(0.6),
  /** Metres beyond a company place's fence, added to the error, within which a stay is explained by it. */
  companyM: z.number().min(0).max(500).default(100),
  /** Other people who miss the same customer from which its stored position is in doubt, so that its visits may be anywhere. */
  doubtPeople: z.number().int().min(1).max(20).default(2),
  /** Metres and minutes around an own task that explain a stay (product section 3: 150 m, 10 min). */
  taskM: z.number().min(20).max(1000).default(150),
  taskMin: z.number().min(0).max(120).default(10),
  /** Minutes of a day that were seen, below which it is not compared: one stop tells nothing of a day. */
  minSeenMin: z.number().min(10).max(600).default(30),
  /** Divergence (0-1) of a day's cells from the usual ones that counts half for a person who is elsewhere one day in ten. */
  evenDivergence: z.number().min(0.5).max(1).default(0.97),
  /** What is left of 1 changes by e to this power where the odds rise e-fold (logistic fit on real days, training people). */
  divergenceScale: z.number().min(0.1).max(5).default(0.8),
  /** Divergence (0-1) from which an earlier day was elsewhere as well, and how much (0-1) a person's share of such days takes away. */
  elsewhereDivergence: z.number().min(0.5).max(1).default(0.9),
  elsewhereWeight: z.number().min(0).max(1).default(0.36),
  /** Order surprise (bits and headings together, 0 = either way) that counts half. */
  evenOrder: z.number().min(-2).max(3).default(0.8),
  /** Order surprise by which the odds rise e-fold. */
  orderScale: z.number().min(0.02).max(2).default(0.35),
  /** Highest score (0-1) of a day that merely differs: a difference alone is no reproach. */
  maxDayScore: z.number().min(0.05).max(0.5).default(0.35),
  /** The same of a day in another order: on real days strong signs of it are rarer than new places, but still decide nothing. */
  maxOrderScore: z.number().min(0.05).max(0.5).default(0.5),
  /** Score (0-1) below which nothing is worth a line. */
  minScore: z.number().min(0).max(0.5).default(0.02),
  /** Days that differ most which are told. */
  toldDays: z.number().int().min(1).max(31).default(3),
});
export type RouteChangeSettings = z.infer<typeof RouteChangeSettingsSchema>;
