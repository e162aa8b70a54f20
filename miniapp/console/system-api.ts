import type { ApiKeyBody, ApiKeyList, IssuedApiKey } from '../../server/contract/api-key.ts';
import type { SettingGroup, SettingGroupBody, SettingsView } from '../../server/contract/company-settings.ts';
import type { CompanyProfile, CompanyProfileView } from '../../server/contract/sanction.ts';
import { call } from '../api.ts';

/** Routes of what the company sets for itself, and of the keys of other systems. */
export const systemApi = {
  profile: () => call<CompanyProfileView>('GET', '/api/v1/company-profile'),
  saveProfile: (body: CompanyProfile) => call('PUT', '/api/v1/company-profile', { body }),
  settings: () => call<SettingsView>('GET', '/api/v1/settings'),
  saveSettings: (group: SettingGroup, body: SettingGroupBody) =>
    call<SettingsView>('PUT', `/api/v1/settings/${group}`, { body }),
  keys: () => call<ApiKeyList>('GET', '/api/v1/api-keys'),
  issueKey: (body: ApiKeyBody) => call<IssuedApiKey>('POST', '/api/v1/api-keys', { body }),
  revokeKey: (id: string) => call<ApiKeyList>('DELETE', `/api/v1/api-keys/${encodeURIComponent(id)}`),
};
