import { useEffect, useState } from 'react';
import type { Visit } from '../../../server/contract/visit.ts';
import type { Reading } from '../../track/database.ts';
import { locationOf, mayLocate } from '../checkin/take-punch.ts';
import { useSession } from '../session.ts';
import type { PhoneSession } from '../session.ts';

/** A visit is not held up for long by a receiver that finds nothing. */
const LOCATE_MS = 3_000;

/** Where the visit begins: not where the screen was opened, which may be hours ago. */
export const placeNow = (session: PhoneSession, reading: Reading | undefined): Promise<Visit['location']> =>
  Promise.race([
    locationOf(session, reading).catch(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), LOCATE_MS)),
  ]);

/** A reading each time the screen is looked at, only where location may be read at all (R1, R2). */
export function useReading(): Reading | undefined {
  const session = useSession();
  const [reading, setReading] = useState<Reading>();
  useEffect(() => {
    let gone = false;
    const read = async (): Promise<void> => {
      if (!session.today.get()) await session.refreshToday();
      if (!(await mayLocate(session))) return;
      const found = await session.bridge.locate({ precise: true }).catch(() => undefined);
      if (found && !gone) setReading(found);
    };
    const onShow = (): void => {
      if (document.visibilityState === 'visible') void read();
    };
    onShow();
    document.addEventListener('visibilitychange', onShow);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', onShow);
    };
  }, [session]);
  return reading;
}
