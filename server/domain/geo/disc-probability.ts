/** Beyond so many standard deviations nothing is left to count. */
const REACH = 4.5;
/** A disc so many standard deviations wide has a straight edge for all that matters. */
const STRAIGHT = 60;
/** Gauss-Legendre, 16 nodes on [-1, 1]: the positive half (Abramowitz and Stegun, table 25.4). */
const NODES = [
  0.0950125098376374, 0.2816035507792589, 0.4580167776572274, 0.6178762444026438, 0.755404408355003,
  0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
];
const WEIGHTS = [
  0.1894506104550685, 0.1826034150449236, 0.1691565193950025, 0.1495959888165767, 0.1246289712555339,
  0.0951585116824928, 0.0622535239386479, 0.0271524594117541,
];
const INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);

/**
 * Probability (0-1) that a circular normal error of `sigmaM` metres per axis, seen `awayM` metres from the centre of a disc of
 * `radiusM`, really lies in the disc (the non-central chi-square law, 1 - Marcum Q1); off by less than 0.0005.
 */
export function insideDisc(awayM: number, radiusM: number, sigmaM: number): number {
  const away = awayM / sigmaM;
  const radius = radiusM / sigmaM;
  if (away - radius > REACH) return 0;
  if (radius - away > REACH) return 1;
  if (radius > STRAIGHT) return (1 + erf((radius - away) / Math.SQRT2)) / 2;
  return integrate(away, radius);
}

/** Over chords of the disc across the line to the point; the angle of a chord makes the edge smooth. */
function integrate(away: number, radius: number): number {
  const from = Math.asin(Math.max(-1, (away - REACH) / radius));
  const to = Math.asin(Math.min(1, (away + REACH) / radius));
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  let sum = 0;
  for (let node = 0; node < NODES.length; node++) {
    const step = half * (NODES[node] ?? 0);
    sum += (WEIGHTS[node] ?? 0) * (chord(middle + step, away, radius) + chord(middle - step, away, radius));
  }
  return Math.min(1, half * sum);
}

function chord(angle: number, away: number, radius: number): number {
  const halfChord = radius * Math.cos(angle);
  const x = radius * Math.sin(angle) - away;
  return INV_SQRT_2PI * Math.exp((-x * x) / 2) * erf(halfChord / Math.SQRT2) * halfChord;
}

/** Abramowitz and Stegun 7.1.26, off by less than 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const tail =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) *
    Math.exp(-x * x);
  return x >= 0 ? 1 - tail : tail - 1;
}
