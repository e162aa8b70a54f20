/** Whether a point lies inside a ring of flat lng, lat pairs (even-odd rule; closing the ring is optional). */
export function isInsideRing(lng: number, lat: number, ring: readonly number[]): boolean {
  let inside = false;
  let previousLng = ring[ring.length - 2] ?? 0;
  let previousLat = ring[ring.length - 1] ?? 0;
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const nextLng = ring[i] ?? 0;
    const nextLat = ring[i + 1] ?? 0;
    const crosses =
      nextLat > lat !== previousLat > lat &&
      lng < ((previousLng - nextLng) * (lat - nextLat)) / (previousLat - nextLat) + nextLng;
    if (crosses) inside = !inside;
    previousLng = nextLng;
    previousLat = nextLat;
  }
  return inside;
}
