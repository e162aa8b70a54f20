import type { Fix, Spot } from './scene.ts';

/** A day as recorded; `ms` of its fixes counts from local midnight, so that it can be put on any date. */
export type RawDay = Readonly<{ weekday: number; fixes: readonly Fix[] }>;
/** People to choose settings on, and people whose figures are reported. */
export type Half = 'train' | 'test';
/** A person's usable days in order. */
export type RawPerson = Readonly<{ id: string; half: Half; days: readonly RawDay[] }>;
/** People and the buildings of their city. `name` says where they come from. */
export type RawCity = Readonly<{
  name: 'real' | 'made';
  people: readonly RawPerson[];
  buildings: readonly Spot[];
}>;
