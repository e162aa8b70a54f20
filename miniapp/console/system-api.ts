import type { ApiKeyBody, ApiKeyList, IssuedApiKey } from '../../server/contract/api-key.ts';
import type { SettingGroup, SettingGroupBody, SettingsView } from '../../server/contract/company-settings.ts';
import type { CompanyProfile, CompanyProfileView } from '../../server/contract/sanction.ts';
import type { GoLiveSignBody, RolloutList, RolloutMoveBody } from '../../server/contract/rollout.ts';
import { call } from '../api.ts';

const moveRegion = (step: string) => (regionId: string, body: RolloutMoveBody | GoLiveSignBody) =>
  call<RolloutList>('POST', `/api/v1/rollouts/${encodeURIComponent(regionId)}/${step}`, { body });

/** Routes of what the company sets for itself, of how far regions are taken up, and of the keys of other systems. */
export const systemApi = {
  profile: () => call<CompanyProfileView>('GET', '/api/v1/company-profile'),
  saveProfile: (body: CompanyProfile) => call('PUT', '/api/v1/company-profile', { body }),
  settings: () => call<SettingsView>('GET', '/api/v1/settings'),
  saveSettings: (group: SettingGroup, body: SettingGroupBody) =>
    call<SettingsView>('PUT', `/api/v1/settings/${group}`, { body }),
  rollouts: () => call<RolloutList>('GET', '/api/v1/rollouts'),
  startPilot: moveRegion('pilot'),
  askGoLive: moveRegion('go-live'),
  stopRegion: moveRegion('stop'),
  signGoLive: moveRegion('signature'),
  keys: () => call<ApiKeyList>('GET', '/api/v1/api-keys'),
  issueKey: (body: ApiKeyBody) => call<IssuedApiKey>('POST', '/api/v1/api-keys', { body }),
  revokeKey: (id: string) => call<ApiKeyList>('DELETE', `/api/v1/api-keys/${encodeURIComponent(id)}`),
};
