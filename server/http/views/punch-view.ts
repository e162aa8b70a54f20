import type { z } from 'zod';
import type { PunchToConfirmSchema, PunchView } from '../../contract/views.ts';
import type { Punch } from '../../store/punches.ts';

/** A punch as its own person sees it. */
export function punchView(punch: Punch, placeName: string | undefined): PunchView {
  const { id, kind, at, status, reasons, distanceM, hasPhoto, confirmation } = punch;
  return {
    id,
    kind,
    at: at.toISOString(),
    status,
    reasons: [...reasons],
    ...(placeName !== undefined && { placeName }),
    ...(distanceM !== undefined && { distanceM }),
    hasPhoto,
    ...(confirmation && { settledBy: confirmation.how ?? 'manager' }),
    ...arrivalOf(punch),
  };
}

const arrivalOf = ({ onPhoneTime, receivedAt }: Punch) =>
  onPhoneTime === true ? { arrivedAt: receivedAt.toISOString() } : {};

/** A punch as the manager of its store sees it: who, when and why it waits; no location. */
export function punchToConfirmView(punch: Punch, personName: string): z.infer<typeof PunchToConfirmSchema> {
  const { id, kind, at, reasons, hasPhoto } = punch;
  return {
    id,
    personName,
    kind,
    at: at.toISOString(),
    reasons: [...reasons],
    hasPhoto,
    ...arrivalOf(punch),
  };
}
