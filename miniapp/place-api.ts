import type {
  PlaceDeskBody,
  PlaceDetail,
  PlaceList,
  PlaceMoveBody,
  PlaceState,
  PlaceUses,
} from '../server/contract/place-desk.ts';
import type { PlaceRole } from '../server/contract/place.ts';
import { call } from './api-call.ts';

export type PlaceQuery = Readonly<{ q: string; kind: PlaceRole | ''; region: string; state: PlaceState }>;

const at = (id: string): string => `/api/v1/places/${encodeURIComponent(id)}`;

/** Routes of the console's places. */
export const placeApi = {
  list: ({ q, kind, region, state }: PlaceQuery, after?: string) => {
    const asked = { q: q.trim(), kind, region, state, after: after ?? '' };
    const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
    return call<PlaceList>('GET', `/api/v1/places?${query.toString()}`);
  },
  one: (id: string) => call<PlaceDetail>('GET', at(id)),
  uses: (id: string) => call<PlaceUses>('GET', `${at(id)}/uses`),
  put: (id: string, body: PlaceDeskBody) => call<{ id: string }>('PUT', at(id), { body }),
  withdraw: (id: string, body: PlaceMoveBody) => call<{ id: string }>('POST', `${at(id)}/withdraw`, { body }),
  restore: (id: string, body: PlaceMoveBody) => call<{ id: string }>('POST', `${at(id)}/restore`, { body }),
};
