import { useCallback, useEffect, useState } from 'react';
import { BridgeError } from '../../bridge/bridge.ts';
import type { BridgeFault } from '../../bridge/bridge.ts';
import type { Reading } from '../../track/database.ts';
import type { PhoneSession } from '../session.ts';
import { mayLocate } from './take-punch.ts';

/** A sharper reading stays until it is this old: an indoor phone jumps between good and bad. */
const KEEP_SHARPEST_MS = 8_000;

export type Position = Readonly<{
  /** Unknown at first; false without consent or outside working time. */
  allowed?: boolean;
  reading?: Reading;
  fault?: BridgeFault;
  locating: boolean;
  again: () => void;
}>;

/** Where the phone is, for as long as the screen that asks is open and shown; the screen stays lit meanwhile. */
export function usePosition(session: PhoneSession): Position {
  const [state, setState] = useState<Omit<Position, 'again'>>({ locating: true });
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    setState({ locating: true });
    return follow(session, setState);
  }, [session, round]);
  return { ...state, again };
}

type SetState = (change: (before: Omit<Position, 'again'>) => Omit<Position, 'again'>) => void;

function follow(session: PhoneSession, setState: SetState): () => void {
  const { bridge } = session;
  let stopped = false;
  let unwatch: (() => void) | undefined;
  const take = (reading: Reading): void =>
    setState((before) => ({ allowed: true, locating: false, reading: sharper(before.reading, reading) }));
  const fail = (fault: BridgeFault): void =>
    setState((before) => (before.reading ? before : { allowed: true, locating: false, fault }));
  const start = async (): Promise<void> => {
    if (!session.today.get()) await session.refreshToday();
    const allowed = await mayLocate(session);
    if (stopped) return;
    if (!allowed) return setState(() => ({ allowed: false, locating: false }));
    void bridge.keepScreenOn(true).catch(() => undefined);
    await bridge.locate({ precise: true }).then(take, (error: unknown) => fail(faultIn(error)));
    if (stopped) return;
    // Old clients cannot watch; the first reading serves then.
    unwatch = bridge.watch({ onReading: take, onFault: ({ fault }) => fail(fault) });
  };
  void start();
  return () => {
    stopped = true;
    unwatch?.();
    void bridge.keepScreenOn(false).catch(() => undefined);
  };
}

const faultIn = (error: unknown): BridgeFault => (error instanceof BridgeError ? error.fault : 'no_fix');

function sharper(before: Reading | undefined, next: Reading): Reading {
  const isOld = !before || next.capturedAtMs - before.capturedAtMs > KEEP_SHARPEST_MS;
  return isOld || next.accuracyM <= before.accuracyM ? next : before;
}
