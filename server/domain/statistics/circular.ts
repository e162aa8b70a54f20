const DAY_MIN = 1440;
const RAD_PER_MIN = (2 * Math.PI) / DAY_MIN;

/** Minutes around the clock: `meanMin` -720 to 720, `sdMin` the circular standard deviation, `r` (0-1) how concentrated they are. */
type ClockMean = Readonly<{ n: number; meanMin: number; sdMin: number; r: number }>;

/** Circular mean and spread of times of day in minutes (Mardia and Jupp 2000, 2.2-2.3): 23:50 and 00:10 average to midnight. */
export function clockMean(minutes: readonly number[]): ClockMean {
  let sin = 0;
  let cos = 0;
  for (const minute of minutes) {
    sin += Math.sin(minute * RAD_PER_MIN);
    cos += Math.cos(minute * RAD_PER_MIN);
  }
  const n = minutes.length;
  const r = n === 0 ? 0 : Math.min(1, Math.hypot(sin, cos) / n);
  return {
    n,
    meanMin: n === 0 ? 0 : Math.atan2(sin, cos) / RAD_PER_MIN,
    sdMin: Math.sqrt(-2 * Math.log(Math.max(r, 1e-12))) / RAD_PER_MIN,
    r,
  };
}

/** From `from` to `to` the short way round the clock, minutes, -720 to 720. */
export function clockDifferenceMin(from: number, to: number): number {
  const turned = (((to - from) % DAY_MIN) + DAY_MIN) % DAY_MIN;
  return turned > DAY_MIN / 2 ? turned - DAY_MIN : turned;
}
