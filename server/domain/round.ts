const POWERS = [1, 10, 100, 1000, 10_000, 100_000];
/** A product with a power of ten is off by far less than what is looked at here. */
const SURE = 1e9;
const NEAR_HALF = 0.4999;

/**
 * A number with at most `digits` after the point, the one that `toFixed` writes: no more than mean something. By way of its text, which
 * takes ten times as long, only where the number lies near the middle of two.
 */
export function round(value: number, digits: number): number {
  if (Number.isInteger(value)) return value + 0;
  const power = POWERS[digits] ?? 10 ** digits;
  const scaled = value * power;
  const whole = Math.round(scaled);
  const isSure = Math.abs(scaled) < SURE && Math.abs(scaled - whole) < NEAR_HALF;
  return isSure ? whole / power : Number(value.toFixed(digits));
}
