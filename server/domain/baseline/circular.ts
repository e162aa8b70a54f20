const TURN_MIN = 1440;
const RAD_PER_MIN = (2 * Math.PI) / TURN_MIN;

/**
 * Clock times on the circle (Mardia & Jupp, Directional Statistics, 2000): the mean minute of the day (0-1440), the resultant length
 * (0 spread all round, 1 all alike) and the circular standard deviation in minutes. Null of none.
 */
export function circularStats(
  minutes: readonly number[],
): { meanMin: number; resultant: number; deviationMin: number } | null {
  if (minutes.length === 0) return null;
  let cos = 0;
  let sin = 0;
  for (const minute of minutes) {
    cos += Math.cos(minute * RAD_PER_MIN);
    sin += Math.sin(minute * RAD_PER_MIN);
  }
  const resultant = Math.min(1, Math.hypot(cos, sin) / minutes.length);
  const mean = Math.atan2(sin, cos) / RAD_PER_MIN;
  return {
    meanMin: (mean + TURN_MIN) % TURN_MIN,
    resultant,
    deviationMin: Math.sqrt(Math.max(0, -2 * Math.log(Math.max(1e-9, resultant)))) / RAD_PER_MIN,
  };
}

/** Minutes from clock time `from` to `to` the short way round, -720 to 720. */
export function clockDifferenceMin(from: number, to: number): number {
  const turned = (((to - from) % TURN_MIN) + TURN_MIN) % TURN_MIN;
  return turned > TURN_MIN / 2 ? turned - TURN_MIN : turned;
}
