import type { Middleware } from 'koa';
import { limitAddress } from './rate-limit.ts';

/** How many requests of one address in how many seconds; a minute where nothing is said. */
type Allowance = readonly [most: number, withinS?: number];
/** By path. */
export type Doors = Readonly<Record<string, readonly Allowance[]>>;

const DAY_S = 86_400;
/** Doors that anybody can knock at. Of the leads of everybody's day one address has a part; it is kept in memory alone, and not longer. */
export const PUBLIC_DOORS: Doors = {
  '/api/v1/leaver/session': [[10]],
  '/api/v1/leaver/certificates': [[10]],
  '/api/v1/leaver/data.zip': [[3]],
  '/api/v1/public/leads': [[5], [40, DAY_S]],
  '/api/v1/public/leads/status': [[20]],
};

/** Each limit with the path it is for. */
export const limitDoors = (doors: Doors): { path: string; limit: Middleware }[] =>
  Object.entries(doors).flatMap(([path, allowances]) =>
    allowances.map(([most, withinS]) => ({ path, limit: limitAddress(most, withinS) })),
  );
