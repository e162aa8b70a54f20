type Unit = Readonly<{ suffix: string; zh: string; en: string }>;

/** The unit a key of a number ends in; the longest one first. */
const UNITS: readonly Unit[] = [
  { suffix: 'Kmh', zh: '公里/小时', en: 'km/h' },
  { suffix: 'Min', zh: '分钟', en: 'min' },
  { suffix: 'Pct', zh: '%', en: '%' },
  { suffix: 'Nats', zh: '奈特', en: 'nats' },
  { suffix: 'Days', zh: '天', en: 'd' },
  { suffix: 'Km', zh: '公里', en: 'km' },
  { suffix: 'M', zh: '米', en: 'm' },
];

/** Nothing is certain, and nothing impossible: such a share is never shown as 100 % or 0 %. */
const CHANCE = /^(probability|chance)Pct$/;

/** A number with the unit its key names, as a person compares it: whole from 10 on, two digits below. */
export function withUnit(key: string, value: number, language: 'zh' | 'en'): string {
  if (CHANCE.test(key) && value > 99) return '> 99%';
  if (CHANCE.test(key) && value < 0.01) return '< 0.01%';
  const digits = Math.abs(value) >= 10 ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  const shown = String(Number(value.toFixed(digits)));
  const unit = UNITS.find(({ suffix }) => key.endsWith(suffix));
  if (!unit) return shown;
  return unit.suffix === 'Pct' ? `${shown}%` : `${shown} ${unit[language]}`;
}
