import type { ApiKeyBody, ApiKeyList, IssuedApiKey } from '../../../server/contract/api-key.ts';
import type {
  SettingGroup,
  SettingGroupBody,
  SettingsView,
} from '../../../server/contract/company-settings.ts';
import type { CompanyProfile, CompanyProfileView } from '../../../server/contract/sanction.ts';
import type { GoLiveSignBody, RolloutList, RolloutMoveBody } from '../../../server/contract/rollout.ts';
import type {
  DeliveryList,
  DeliveryView,
  IssuedWebhook,
  WebhookBody,
  WebhookChange,
  WebhookList,
} from '../../../server/contract/webhook.ts';
import type { PullSourceBody, PullSourceChange, PullTry } from '../../../server/contract/pull-source.ts';
import type { ImportList, ImportView, RecordKind } from '../../../server/contract/records.ts';
import type { PullPreview, PullSourceList } from '../../../server/contract/pull-source-view.ts';
import type { MessageTestBody, SetupTest, SetupView } from '../../../server/contract/setup.ts';
import { call } from '../../api.ts';

const moveRegion = (step: string) => (regionId: string, body: RolloutMoveBody | GoLiveSignBody) =>
  call<RolloutList>('POST', `/api/v1/rollouts/${encodeURIComponent(regionId)}/${step}`, { body });

type ImportFile = { kind: RecordKind; language: string; file: Blob };

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
  setup: () => call<SetupView>('GET', '/api/v1/setup'),
  testSetup: (test: SetupTest, body?: MessageTestBody) =>
    call<SetupView>('POST', `/api/v1/setup/tests/${test}`, body ? { body } : {}),
  webhooks: () => call<WebhookList>('GET', '/api/v1/webhooks'),
  createWebhook: (body: WebhookBody) => call<IssuedWebhook>('POST', '/api/v1/webhooks', { body }),
  changeWebhook: (id: string, body: WebhookChange) =>
    call<WebhookList>('PUT', `/api/v1/webhooks/${id}`, { body }),
  rotateWebhookSecret: (id: string) => call<IssuedWebhook>('POST', `/api/v1/webhooks/${id}/secret`),
  testWebhook: (id: string) => call<DeliveryView>('POST', `/api/v1/webhooks/${id}/test`),
  webhookDeliveries: (id: string) => call<DeliveryList>('GET', `/api/v1/webhooks/${id}/deliveries`),
  resendDelivery: (id: string, deliveryId: string) =>
    call<DeliveryView>('POST', `/api/v1/webhooks/${id}/deliveries/${deliveryId}/resend`),
  sources: () => call<PullSourceList>('GET', '/api/v1/pull-sources'),
  createSource: (body: PullSourceBody) => call<PullSourceList>('POST', '/api/v1/pull-sources', { body }),
  trySource: (body: PullTry) => call<PullPreview>('POST', '/api/v1/pull-sources/try', { body }),
  changeSource: (id: string, body: PullSourceChange) =>
    call<PullSourceList>('PUT', `/api/v1/pull-sources/${id}`, { body }),
  deleteSource: (id: string) => call<PullSourceList>('DELETE', `/api/v1/pull-sources/${id}`),
  pullNow: (id: string) => call<PullSourceList>('POST', `/api/v1/pull-sources/${id}/pull`),
  takeBack: (id: string, run: number) =>
    call<PullSourceList>('POST', `/api/v1/pull-sources/${id}/take-back`, { body: { run } }),
  sourceReportUrl: (id: string, language: string) =>
    `/api/v1/pull-sources/${id}/faults.csv?language=${language}`,
  imports: () => call<ImportList>('GET', '/api/v1/imports'),
  importFile: (id: string, { kind, language, file }: ImportFile) =>
    call<ImportView>('PUT', `/api/v1/imports/${id}?kind=${kind}&language=${language}`, { csv: file }),
  importState: (id: string, language: string) =>
    call<ImportView>('GET', `/api/v1/imports/${id}?language=${language}`, { quiet: true }),
  importReportUrl: (id: string, language: string) =>
    `/api/v1/imports/${encodeURIComponent(id)}/faults.csv?language=${language}`,
  keys: () => call<ApiKeyList>('GET', '/api/v1/api-keys'),
  issueKey: (body: ApiKeyBody) => call<IssuedApiKey>('POST', '/api/v1/api-keys', { body }),
  revokeKey: (id: string) => call<ApiKeyList>('DELETE', `/api/v1/api-keys/${encodeURIComponent(id)}`),
};
