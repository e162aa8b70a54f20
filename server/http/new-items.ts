import { limitNew } from './rate-limit.ts';

/** New items of one person in an hour, by what they are. */
export type ItemLimits = Readonly<Record<'punches' | 'visits' | 'signals', number>>;
/** A phone that was away for a fortnight brings less; of punches each that waits is somebody's to confirm. */
export const NEW_ITEMS: ItemLimits = { punches: 100, visits: 500, signals: 2_000 };
const HOUR_S = 3_600;

type Taken = Readonly<{ receipts: readonly Readonly<{ status: string }>[] }>;

/** At most so many new items of one person in an hour; those that were sent before are none. */
export function limitNewItems(anHour: number) {
  const limit = limitNew(anHour, HOUR_S);
  return <T extends Taken>(personId: string, sent: readonly unknown[], take: () => Promise<T>): Promise<T> =>
    limit({ key: personId, sent: sent.length }, { work: take, newIn: createdIn });
}

const createdIn = ({ receipts }: Taken): number =>
  receipts.filter(({ status }) => status === 'created').length;
