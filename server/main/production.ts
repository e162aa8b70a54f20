import type { Config } from '../config.ts';
import { createGatewaySender } from '../connectors/messages/gateway-sender.ts';
import { buildMiniappIfStale } from './build-miniapp.ts';
import { adoptOrgMapping } from '../flow/org/sync-org.ts';
import { getOrgMapping, type OrgMapping } from '../store/org-mapping.ts';
import { openDataDir } from './data-dir.ts';
import { openStore } from './open-store.ts';
import { readOrgMappingFile } from './org-mapping-file.ts';
import { serve } from './serve.ts';
import { stopInOrder, type Running } from './stop.ts';
import { openList } from './tombstones.ts';

/** The real tenant. Sandbox and demo are never loaded here. */
export async function startProduction(
  config: Extract<Config, { mode: 'production' }>,
  say: (line: string) => void,
): Promise<Running> {
  const mapping = config.orgMappingFile === undefined ? null : readOrgMappingFile(config.orgMappingFile);
  await buildMiniappIfStale(say);
  await openDataDir(config.dataDir);
  const tombstones = await openList(config.dataDir);
  const store = await openStore(config, say);
  const server = await serve({
    config,
    storeUri: store.uri,
    feishu: config.feishu,
    secretKey: config.secretKey,
    ...(config.secretKeyBefore !== undefined && { secretKeyBefore: config.secretKeyBefore }),
    tombstones,
    say,
    publicUrl: config.publicUrl,
    now: () => new Date(),
    ...(config.messages && {
      messages: createGatewaySender({ ...config.messages, now: () => new Date() }),
    }),
    frameAncestors: ['https://*.feishu.cn', 'https://*.larkoffice.com'],
  });
  await server.startJobs();
  if (mapping && (await adoptOrgMapping(server.deps, mapping)))
    await server.deps.enqueue({ name: 'sync-org' });
  say(`Mingqin listens on ${server.url} for ${config.publicUrl}`);
  if (!hasAdmin(await getOrgMapping()))
    say(
      'nobody is an administrator yet: name one by a role rule in ORG_MAPPING_FILE, see server/feishu/README.md',
    );
  return { died: store.died, stop: () => stopInOrder([server.stop, store.stop]) };
}

const hasAdmin = ({ roleRules }: OrgMapping): boolean => roleRules.some(({ role }) => role === 'admin');
