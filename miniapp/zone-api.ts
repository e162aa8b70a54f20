import type { DayPlanBoard } from '../server/contract/day-plan.ts';
import type { ZoneAssignBody, ZoneBoard, ZoneEndBody, ZoneWithdrawBody } from '../server/contract/zones.ts';
import { call } from './api-call.ts';

const id = encodeURIComponent;
const of = (region: string | undefined): string => (region === undefined ? '' : `?region=${id(region)}`);

/** Routes of the console's zones and of the day's plans; without a region the first one the reader may see. */
export const zoneApi = {
  board: (region?: string) => call<ZoneBoard>('GET', `/api/v1/zones${of(region)}`),
  picture: (region: string, { language, size }: { language: string; size: 'wide' | 'narrow' }) =>
    `/api/v1/zones/picture.svg?region=${id(region)}&language=${language}&size=${size}`,
  assign: (body: ZoneAssignBody) => call<{ id: string }>('POST', '/api/v1/zones/assignments', { body }),
  end: (assignmentId: string, body: ZoneEndBody) =>
    call<{ id: string }>('POST', `/api/v1/zones/assignments/${id(assignmentId)}/end`, { body }),
  withdraw: (zoneId: string, body: ZoneWithdrawBody) =>
    call<{ id: string }>('POST', `/api/v1/zones/${id(zoneId)}/withdraw`, { body }),
  dayPlans: (region?: string) => call<DayPlanBoard>('GET', `/api/v1/day-plans${of(region)}`),
};
