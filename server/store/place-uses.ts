import type { PlaceUses } from '../contract/place-desk.ts';
import { Alerts } from './alerts.ts';
import { Declarations } from './declaration-model.ts';
import { People } from './people-model.ts';
import { Schedules } from './schedules.ts';
import { findScreenOf } from './store-screens.ts';
import { STANDING, WorkRecords } from './work-records.ts';

/** What points at a place from an instant on, and from its day on. */
export async function countPlaceUses(
  placeId: string,
  { at, today }: Readonly<{ at: Date; today: string }>,
): Promise<PlaceUses> {
  const [plans, shifts, staff, screen, declarations, alerts] = await Promise.all([
    WorkRecords.countDocuments({ customerId: placeId, endAt: { $gt: at }, kind: 'plans', ...STANDING }),
    Schedules.countDocuments({ day: { $gte: today }, 'shifts.placeId': placeId }),
    People.countDocuments({ storePlaceId: placeId, isActive: true }),
    findScreenOf(placeId),
    Declarations.countDocuments({
      status: { $in: ['pending', 'approved'] },
      toDay: { $gte: today },
      placeId,
    }),
    Alerts.countDocuments({ status: { $in: ['watching', 'open'] }, placeId }),
  ]);
  return { plans, shifts, staff, hasScreen: screen !== null, declarations, alerts };
}
