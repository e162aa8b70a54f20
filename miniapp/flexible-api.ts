import type { FlexibleRegister, FlexibleSettings, FlexibleView } from '../server/contract/flexible.ts';
import { call } from './api-call.ts';
import { pageQuery } from './parts/page-query.ts';

const id = encodeURIComponent;
const get = <T>(path: string): Promise<T> => call<T>('GET', `/api/v1/flexible-shifts${path}`);

/** Routes of the console's list of flexible shifts. */
export const flexibleApi = {
  register: (after?: string) => get<FlexibleRegister>(pageQuery(after)),
  request: (requestId: string) => get<FlexibleView>(`/${id(requestId)}`),
  end: (requestId: string, body: { version: number; reason: string }) =>
    call<FlexibleView>('POST', `/api/v1/flexible-shifts/${id(requestId)}/end`, { body }),
  settings: () => get<FlexibleSettings>('/settings'),
  changeSettings: (body: FlexibleSettings) =>
    call<FlexibleSettings>('PUT', '/api/v1/flexible-shifts/settings', { body }),
};
