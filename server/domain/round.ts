const POWERS = [1, 10, 100, 1000, 10_000, 100_000];
/** Below this a product with a power of ten has a rounding error far smaller than the distance to the middle that `NEAR_HALF` leaves. */
const SURE = 1e9;
const NEAR_HALF = 0.4999;

/**
 * The number with at most `digits` digits after the point, as `toFixed` writes it. The detour over the text takes ten times as long, so it
 * is made only where the number lies near the middle between two results.
 */
export function round(value: number, digits: number): number {
  if (Number.isInteger(value)) return value + 0;
  const power = POWERS[digits] ?? 10 ** digits;
  const scaled = value * power;
  const whole = Math.round(scaled);
  const isSure = Math.abs(scaled) < SURE && Math.abs(scaled - whole) < NEAR_HALF;
  return isSure ? whole / power : Number(value.toFixed(digits));
}
