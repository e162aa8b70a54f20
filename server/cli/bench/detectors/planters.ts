import type { Planter } from './case.ts';
import { ARTEFACT_CONTROL, COMPETITOR_PLANTERS, JOB_PLANTERS, ZONE_PLANTERS } from './plant-places.ts';
import { HOURS_PLANTERS, ORDER_PLANTERS, SALES_PLANTERS } from './plant-records.ts';
import { ATTENDANCE_PLANTERS, PICKUP_PLANTERS, STORE_PLANTERS } from './plant-shifts.ts';
import { SPOOF_PLANTERS } from './plant-spoofs.ts';
import { BUDDY_PLANTERS, ROUTE_PLANTERS } from './plant-swaps.ts';
import { UNSEEN_VISIT, VISIT_PLANTERS } from './plant-visits.ts';
import { PERMISSION_TRAPS } from './trap-permissions.ts';
import { PLACE_TRAPS } from './trap-places.ts';
import { RECORD_TRAPS } from './trap-records.ts';

/** What must be noticed. */
export const BEHAVIOURS: readonly Planter[] = [
  ...COMPETITOR_PLANTERS,
  ...JOB_PLANTERS,
  ...VISIT_PLANTERS,
  ...ROUTE_PLANTERS,
  ...HOURS_PLANTERS,
  ...SPOOF_PLANTERS,
  ...BUDDY_PLANTERS,
  ...ZONE_PLANTERS,
  ...STORE_PLANTERS,
  ...PICKUP_PLANTERS,
  ...ORDER_PLANTERS,
  ...SALES_PLANTERS,
  ...ATTENDANCE_PLANTERS,
];

/** What must not be noticed. */
export const CONTROLS: readonly Planter[] = [
  ARTEFACT_CONTROL,
  UNSEEN_VISIT,
  ...PLACE_TRAPS,
  ...PERMISSION_TRAPS,
  ...RECORD_TRAPS,
];
