import type { DataRequestView } from '../../../server/contract/data-request.ts';
import type { MyDay } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { useLoad } from '../../parts/use-load.ts';

/** When and where a record of an own day was; nothing until the day is there. */
export function useRecordOf(day: string, topic: string, id: string): DataRequestView['record'] {
  const { data } = useLoad(() => myApi.day(day), day);
  return data && recordIn(data, topic, id);
}

function recordIn({ punches, visits }: MyDay, topic: string, id: string): DataRequestView['record'] {
  if (topic === 'visit') {
    const visit = visits.find((one) => one.id === id);
    return visit && { at: visit.startAt, placeName: visit.customerName };
  }
  const punch = punches.find((one) => (topic === 'photo' ? one.photoId : one.id) === id);
  if (!punch) return undefined;
  const { at, kind, placeName } = punch;
  return { at, direction: kind, ...(placeName !== undefined && { placeName }) };
}
