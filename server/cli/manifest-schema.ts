import { z } from 'zod';

const AddressSchema = z.string().regex(/^\$\{PUBLIC_URL\}(\/[a-z0-9/]*)?$/, 'starts with ${PUBLIC_URL}');
const listOf = (name: RegExp) =>
  z
    .array(z.strictObject({ name: z.string().regex(name), reason: z.string().trim().min(6).max(80) }))
    .max(100)
    .refine((items) => new Set(items.map((item) => item.name)).size === items.length, 'a name repeats');
const ScopeListSchema = listOf(/^[a-z_]+(:[a-z_.]+){1,3}$/);

/** manifest.json: our own shape, keys aligned with the console (no complete file format is published). */
export const ManifestSchema = z.strictObject({
  manifest_version: z.literal(1),
  name: z.string().min(1).max(32),
  description: z.string().min(1).max(120),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  platform: z.literal('feishu'),
  app_type: z.literal('self_built'),
  min_client: z.string().regex(/^\d+\.\d+\.\d+$/),
  abilities: z.strictObject({
    bot: z.strictObject({ enable: z.boolean() }),
    web_app: z.strictObject({ enable: z.boolean(), mobile_url: AddressSchema, pc_url: AddressSchema }),
  }),
  scopes: z.strictObject({ tenant: ScopeListSchema, user: ScopeListSchema }),
  /** What the app also works without. */
  optional_scopes: z.strictObject({ tenant: ScopeListSchema }),
  events: z.strictObject({
    subscription_type: z.literal('webhook'),
    request_url: AddressSchema,
    items: listOf(/^[a-z_]+(\.[a-z0-9_]+)*$/),
  }),
  callbacks: z.strictObject({
    callback_type: z.literal('webhook'),
    request_url: AddressSchema,
    items: listOf(/^[a-z_]+(\.[a-z0-9_]+)*$/),
  }),
  security: z.strictObject({
    redirect_urls: z.array(AddressSchema).min(1),
    h5_trusted_domains: z.array(AddressSchema).min(1),
  }),
  jsapi: listOf(/^[a-zA-Z]+$/),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** What the console's 权限管理 → 批量导入/导出权限 → 导入 takes. */
export function toConsoleImport({ scopes }: Manifest) {
  const names = (items: Manifest['scopes']['tenant']) => items.map((item) => item.name);
  return { scopes: { tenant: names(scopes.tenant), user: names(scopes.user) } };
}

/** Everything the console is told, with addresses filled in. */
export function toConsole(
  manifest: Manifest,
  { publicUrl, events }: Readonly<{ publicUrl: string; events: 'webhook' | 'long_connection' }>,
) {
  const at = (address: string): string => address.replace('${PUBLIC_URL}', publicUrl);
  const names = (items: readonly { name: string }[]) => items.map((item) => item.name);
  const door = (list: Readonly<{ request_url: string; items: readonly { name: string }[] }>) => ({
    ...(events === 'webhook' && { request_url: at(list.request_url) }),
    items: names(list.items),
  });
  const { abilities, security, optional_scopes: optional } = manifest;
  return {
    ...toConsoleImport(manifest),
    optional_scopes: { tenant: names(optional.tenant) },
    web_app: { mobile_url: at(abilities.web_app.mobile_url), pc_url: at(abilities.web_app.pc_url) },
    events: { subscription_type: events, ...door(manifest.events) },
    callbacks: { callback_type: events, ...door(manifest.callbacks) },
    security: {
      redirect_urls: security.redirect_urls.map(at),
      h5_trusted_domains: security.h5_trusted_domains.map(at),
    },
    jsapi: names(manifest.jsapi),
  };
}
export type ConsoleSettings = ReturnType<typeof toConsole>;
