/** Seconds between points of a track without times. */
const stepS = 10;
const maxPoints = 20_000;

/** The points of a GPX, GeoJSON or CSV track as `{lng, lat, atS}`, seconds from the first; throws in words. */
export function readTrack(name, text) {
  const points = /\.gpx$/i.test(name)
    ? readGpx(text)
    : /\.(geo)?json$/i.test(name)
      ? readGeoJson(text)
      : readCsv(text);
  const sound = points.filter(
    ({ lng, lat }) => Number.isFinite(lng) && Number.isFinite(lat) && Math.abs(lat) <= 90,
  );
  if (sound.length < 2) throw new Error('文件里没有可用的轨迹点（支持 GPX、GeoJSON、CSV）');
  const firstMs = sound[0].atMs;
  return sound.slice(0, maxPoints).map(({ lng, lat, atMs }, index) => ({
    lng,
    lat,
    atS: Number.isFinite(atMs) && Number.isFinite(firstMs) ? (atMs - firstMs) / 1000 : index * stepS,
  }));
}

function readGpx(text) {
  const xml = new DOMParser().parseFromString(text, 'application/xml');
  return [...xml.querySelectorAll('trkpt, rtept')].map((point) => ({
    lng: Number(point.getAttribute('lon')),
    lat: Number(point.getAttribute('lat')),
    atMs: Date.parse(point.querySelector('time')?.textContent ?? ''),
  }));
}

function readGeoJson(text) {
  const json = JSON.parse(text);
  const features = json.features ?? [json];
  return features.flatMap((feature) => {
    const geometry = feature.geometry ?? feature;
    const times = feature.properties?.coordTimes ?? feature.properties?.times ?? [];
    const bare = geometry.type === 'Point' ? [geometry.coordinates] : geometry.coordinates;
    return bare.map(([lng, lat], index) => ({ lng, lat, atMs: Date.parse(times[index] ?? '') }));
  });
}

function readCsv(text) {
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = head
    .toLowerCase()
    .split(',')
    .map((one) => one.trim());
  const column = (...known) => names.findIndex((one) => known.includes(one));
  const [lng, lat] = [column('lng', 'lon', 'longitude'), column('lat', 'latitude')];
  const time = column('time', 'timestamp', 'at', 'captured_at', 'datetime');
  if (lng < 0 || lat < 0) throw new Error('CSV 的第一行需要 lng 和 lat 列');
  return lines.map((line) => {
    const cells = line.split(',');
    const stamp = cells[time] ?? '';
    const number = Number(stamp);
    return {
      lng: Number(cells[lng]),
      lat: Number(cells[lat]),
      atMs: stamp !== '' && Number.isFinite(number) ? number * (number < 1e11 ? 1000 : 1) : Date.parse(stamp),
    };
  });
}

/** Where a track is `s` seconds after its start. */
export function pointAt(track, s) {
  const next = track.findIndex((point) => point.atS >= s);
  if (next <= 0) return track.at(next === 0 ? 0 : -1);
  const [from, to] = [track[next - 1], track[next]];
  const part = (s - from.atS) / Math.max(to.atS - from.atS, 1e-6);
  return { lng: from.lng + (to.lng - from.lng) * part, lat: from.lat + (to.lat - from.lat) * part };
}
