import { z } from 'zod';

/** Groups of numbers and hours that a company sets for itself; each is read whole and written whole. */
export const SettingGroupSchema = z.enum([
  'procedure',
  'presence',
  'visits',
  'work_window',
  'non_compete',
  'retention',
]);
export type SettingGroup = z.infer<typeof SettingGroupSchema>;

const value = z.union([z.number(), z.string().max(20)]);
/** Body of PUT /api/v1/settings/:group: every value of the group, and why it changes. */
export const SettingGroupBodySchema = z.strictObject({
  values: z.record(z.string().max(40), value),
  reason: z.string().trim().min(2).max(300),
});
export type SettingGroupBody = z.infer<typeof SettingGroupBodySchema>;

export const SettingFieldSchema = z.strictObject({
  name: z.string(),
  value,
  standard: value,
  /** Least and most of a number; a text is a time of day, HH:mm. */
  min: z.number().optional(),
  max: z.number().optional(),
});
export type SettingField = z.infer<typeof SettingFieldSchema>;

/** Reply of GET /api/v1/settings: every group with its fields and its latest changes, newest first. */
export const SettingsViewSchema = z.strictObject({
  mayEdit: z.boolean(),
  groups: z.array(
    z.strictObject({
      group: SettingGroupSchema,
      fields: z.array(SettingFieldSchema),
      /** What people were told, and still says a longer period than is set. */
      saysLonger: z.array(z.enum(['policy', 'assessment'])).optional(),
      changes: z.array(
        z.strictObject({
          at: z.iso.datetime(),
          by: z.string(),
          from: z.string(),
          to: z.string(),
          why: z.string(),
        }),
      ),
    }),
  ),
});
export type SettingsView = z.infer<typeof SettingsViewSchema>;
