import { atMost, median, rounded, type BenchResult } from '../../../server/cli/bench/bench.ts';
import { countFound } from '../../../server/cli/bench/stays-quality/compare.ts';
import { samplingPlanOf, type SamplingPlan } from '../../../server/domain/sampling-plan.ts';
import { cleanTrack } from '../../../server/domain/track/clean/index.ts';
import { CleanSettingsSchema } from '../../../server/domain/track/clean/settings.ts';
import { StaySettingsSchema } from '../../../server/domain/track/stay-settings.ts';
import { findStays } from '../../../server/domain/track/stays.ts';
import type { StayPoint, Track } from '../../../server/domain/track/track.ts';
import { liveDay, type DayCost } from './live-day.ts';
import { readRepDays, type RepDay } from './rep-days.ts';
import { USUAL_OVERHEAD } from './traffic-meter.ts';

type Lived = Readonly<{
  day: RepDay;
  cost: DayCost;
  /** Stays of the source with readings throughout, and those that span a silence of the receiver. */
  seen: number;
  lost: number;
  blind: number;
  blindLost: number;
}>;

const PLAN = samplingPlanOf('rep');

/** The energy budget of a rep's shift: requests, wake-ups and bytes of the middle day, and no stay of any day lost. */
export async function measureEnergy(say: (line: string) => void): Promise<BenchResult> {
  const lived: Lived[] = [];
  for (const day of readRepDays()) {
    const cost = await liveDay(day, PLAN, USUAL_OVERHEAD);
    const stays = staysOf(day.source).filter(isProven);
    const seen = stays.filter((stay) => isSeen(day.source, stay, PLAN));
    const found = staysOf(cost.kept);
    const lost = seen.length - countFound(seen, found);
    const blind = stays.filter((stay) => !seen.includes(stay));
    const blindLost = blind.length - countFound(blind, found);
    lived.push({ day, cost, seen: seen.length, lost, blind: blind.length, blindLost });
    say(
      `${day.name}: ${cost.requests} requests (${cost.inVain} in vain), ${cost.fixes} fixes, ${cost.wakeUps} wake-ups, ${kb(cost.bytes)} KB, ${seen.length} stays, ${lost} lost; over a silence ${blind.length}, ${blindLost} lost`,
    );
  }
  const middle = (pick: (cost: DayCost) => number): number => median(lived.map(({ cost }) => pick(cost)));
  const worst = (pick: (cost: DayCost) => number): number => Math.max(...lived.map(({ cost }) => pick(cost)));
  const total = (pick: (one: Lived) => number): number => lived.reduce((sum, one) => sum + pick(one), 0);
  const lost = total((one) => one.lost);
  const bytesKb = kb(middle(({ bytes }) => bytes));
  return {
    figures: {
      phoneDays: lived.length,
      phoneRealDays: lived.filter(({ day }) => day.isReal).length,
      locationRequests: middle(({ requests }) => requests),
      locationRequestsWorst: worst(({ requests }) => requests),
      fixes: middle(({ fixes }) => fixes),
      fixesWorst: worst(({ fixes }) => fixes),
      radioWakeUps: middle(({ wakeUps }) => wakeUps),
      radioWakeUpsWorst: worst(({ wakeUps }) => wakeUps),
      trafficKb: bytesKb,
      trafficKbWorst: kb(worst(({ bytes }) => bytes)),
      staysSeen: total(({ seen }) => seen),
      staysLost: lost,
      staysOverSilence: total(({ blind }) => blind),
      staysOverSilenceLost: total(({ blindLost }) => blindLost),
    },
    bars: [
      atMost(
        'location requests of a rep day',
        400,
        middle(({ requests }) => requests),
      ),
      atMost(
        'radio wake-ups of a rep day',
        60,
        middle(({ wakeUps }) => wakeUps),
      ),
      atMost('KB of a rep day', 150, bytesKb),
      atMost(
        'location requests of the worst rep day',
        400,
        worst(({ requests }) => requests),
      ),
      atMost(
        'radio wake-ups of the worst rep day',
        60,
        worst(({ wakeUps }) => wakeUps),
      ),
      atMost('KB of the worst rep day', 150, kb(worst(({ bytes }) => bytes))),
      atMost('stays lost', 0, lost),
    ],
  };
}

const MIN_MS = 60_000;
const CLEAN = CleanSettingsSchema.parse({});
const STAY = StaySettingsSchema.parse({});
const staysOf = (track: Track): StayPoint[] => findStays(cleanTrack(track, CLEAN).track, STAY);

/** Ten minutes between two fixes at the spot: what only the silence around it makes as long is nothing that could be lost. */
const isProven = ({ startAt, lastFixAt }: StayPoint): boolean =>
  +lastFixAt - +startAt >= STAY.minDwellMin * MIN_MS;

/** A reading at least as often as the plan wants one: no phone can report what its receiver did not see. */
function isSeen({ atMs }: Track, { startAt, lastFixAt }: StayPoint, plan: SamplingPlan): boolean {
  let lastMs = +startAt;
  for (const ms of atMs) {
    if (ms <= lastMs) continue;
    if (ms - lastMs > plan.stationaryIntervalS * 1000) return false;
    if (ms >= +lastFixAt) return true;
    lastMs = ms;
  }
  return true;
}

const kb = (bytes: number): number => rounded(bytes / 1024);
