import type {
  GeocodeBody,
  GeocodeReply,
  MapSettingsBody,
  MapSettingsView,
  RivalBody,
  RivalReply,
} from '../server/contract/map-service.ts';
import { call } from './api-call.ts';

const PATH = '/api/v1/map-service';

/** Routes of the map company's service. */
export const mapServiceApi = {
  settings: () => call<MapSettingsView>('GET', PATH),
  save: (body: MapSettingsBody) => call<MapSettingsView>('PUT', PATH, { body }),
  drop: () => call<MapSettingsView>('DELETE', PATH),
  geocode: (body: GeocodeBody) => call<GeocodeReply>('POST', `${PATH}/geocode`, { body }),
  rivals: (body: RivalBody) => call<RivalReply>('POST', `${PATH}/rivals`, { body }),
};
