import { z } from 'zod';
import { PullFailingSchema } from './pull-source-view.ts';

/**
 * `ok` = it was tried, or its work was seen; `missing` = not set up; `failing` = tried, and it did not work; `not_used` = the company does
 * without it; `untested` = set up, and nobody has tried it.
 */
export const SetupStateSchema = z.enum(['ok', 'missing', 'failing', 'not_used', 'untested']);
export type SetupState = z.infer<typeof SetupStateSchema>;
export const SetupTestSchema = z.enum(['card', 'org', 'approvals', 'attendance', 'message', 'public_url']);
export type SetupTest = z.infer<typeof SetupTestSchema>;
export const SetupItemSchema = z.enum([
  'store',
  'queue',
  'clock',
  'public_url',
  'feishu',
  'events',
  'contacts',
  'org_mapping',
  'engagements',
  'approvals',
  'attendance',
  'messages',
  'webhooks',
  'sources',
  'api_keys',
  'maps',
  'secret_key',
  'backups',
  'taken_back',
  'own_stores',
  'customers',
  'competitors',
  'zones',
  'policy',
  'assessment',
  'duty',
  'regions',
]);
export type SetupItem = z.infer<typeof SetupItemSchema>;

/** Body of POST /api/v1/setup/tests/message: where the test goes. */
export const MessageTestBodySchema = z.strictObject({
  channel: z.enum(['sms', 'email']),
  to: z.string().trim().min(3).max(200),
});
export type MessageTestBody = z.infer<typeof MessageTestBodySchema>;

const at = z.iso.datetime();
export const SetupCheckSchema = z.strictObject({
  item: SetupItemSchema,
  state: SetupStateSchema,
  /** How many there are, where they are counted. */
  count: z.int().optional(),
  /** When it was last seen to work, or tried. */
  at: at.optional(),
  /** Why it failed: a code, or what is missing by name. */
  why: z.string().optional(),
  /** Sources that fail, by name. */
  sources: z.array(PullFailingSchema.extend({ name: z.string() })).optional(),
  /** The test that can be made. */
  test: SetupTestSchema.optional(),
});
export type SetupCheck = z.infer<typeof SetupCheckSchema>;
/** Reply of GET /api/v1/setup and of every test. */
export const SetupViewSchema = z.strictObject({ checks: z.array(SetupCheckSchema), mayTest: z.boolean() });
export type SetupView = z.infer<typeof SetupViewSchema>;
