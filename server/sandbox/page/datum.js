/** Krasovsky 1940, on which the Chinese map datum rests. */
const axis = 6_378_245;
const eccentricity = 0.006_693_421_622_965_943;
const { PI, sin, cos, sqrt, abs } = Math;

/** Roughly the mainland's box: outside, no client shifts anything. */
export const isInChina = ({ lng, lat }) => lng > 73.66 && lng < 135.05 && lat > 3.86 && lat < 53.55;

/** WGS-84 to GCJ-02, as the client reports in mainland China. */
export function toGcj02({ lng, lat }) {
  const [x, y] = [lng - 105, lat - 35];
  const phi = (lat / 180) * PI;
  const shape = 1 - eccentricity * sin(phi) ** 2;
  const dLat = (shiftLat(x, y) * 180) / (((axis * (1 - eccentricity)) / shape ** 1.5) * PI);
  const dLng = (shiftLng(x, y) * 180) / ((axis / sqrt(shape)) * cos(phi) * PI);
  return { lng: lng + dLng, lat: lat + dLat };
}

const wave = (x) => ((20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2) / 3;

const shiftLat = (x, y) =>
  -100 +
  2 * x +
  3 * y +
  0.2 * y * y +
  0.1 * x * y +
  0.2 * sqrt(abs(x)) +
  wave(x) +
  ((20 * sin(y * PI) + 40 * sin((y / 3) * PI)) * 2) / 3 +
  ((160 * sin((y / 12) * PI) + 320 * sin((y / 30) * PI)) * 2) / 3;

const shiftLng = (x, y) =>
  300 +
  x +
  2 * y +
  0.1 * x * x +
  0.1 * x * y +
  0.1 * sqrt(abs(x)) +
  wave(x) +
  ((20 * sin(x * PI) + 40 * sin((x / 3) * PI)) * 2) / 3 +
  ((150 * sin((x / 12) * PI) + 300 * sin((x / 30) * PI)) * 2) / 3;

const perDegreeM = 111_320;

/** Metres east and north of `from`. */
export const offsetM = (from, to) => ({
  xM: (to.lng - from.lng) * perDegreeM * cos((from.lat * PI) / 180),
  yM: (to.lat - from.lat) * perDegreeM,
});

export const shiftBy = (from, { xM, yM }) => ({
  lng: from.lng + xM / (perDegreeM * cos((from.lat * PI) / 180)),
  lat: from.lat + yM / perDegreeM,
});
