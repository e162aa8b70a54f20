import { z } from 'zod';
import { DatumSchema } from './geo.ts';
import { BssidSchema } from './place.ts';
import { ClientIdSchema, DeviceTimeSchema, SENDER, LOCATION } from './ingest.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** Why the phone was silent, as the phone says itself; never evidence. */
export const GapCauseSchema = z.enum(['hidden', 'killed', 'permission', 'no_fix', 'battery_saver']);
export type GapCause = z.infer<typeof GapCauseSchema>;

/** `id` names the signal for ever; times as of a fix. */
const when = {
  id: ClientIdSchema,
  capturedAtMs: DeviceTimeSchema,
  ageMs: z.number().min(0).max(31_536_000_000).optional(),
};
/** The punch or the presence prompt that this answers for. */
const about = { punchId: ClientIdSchema.optional(), promptId: z.string().min(1).max(200).optional() };

/** Longest overtime of one request, hours: labour law allows three a day, a stocktaking night may take more. */
const OVERTIME_MAX_MS = 12 * 3_600_000;

/** What a phone tells besides fixes and punches. All of it works offline and is answered one by one. */
export const SignalSchema = z.discriminatedUnion('kind', [
  /** Work begins and ends where no shift is planned. */
  z.strictObject({ ...when, kind: z.literal('session_start') }),
  z.strictObject({ ...when, kind: z.literal('session_end') }),
  /** 小休: nothing is collected in between. */
  z.strictObject({ ...when, kind: z.literal('rest_start') }),
  z.strictObject({ ...when, kind: z.literal('rest_end') }),
  /** No fixes from `startedAtMs` (device clock) to `capturedAtMs`, and why. */
  z.strictObject({
    ...when,
    kind: z.literal('gap'),
    startedAtMs: DeviceTimeSchema,
    cause: GapCauseSchema,
  }),
  /** The store's rotating code: scanned text or six typed digits. */
  z.strictObject({ ...when, ...about, kind: z.literal('qr'), code: z.string().trim().min(6).max(200) }),
  /** The access point the phone hangs on. */
  z.strictObject({
    ...when,
    ...about,
    kind: z.literal('wifi'),
    bssid: BssidSchema,
  }),
  /** 在岗确认 answered with one tap, with a fresh fix where location may be read. */
  z.strictObject({
    ...when,
    kind: z.literal('prompt'),
    promptId: z.string().min(1).max(200),
    location: z.strictObject({ ...LOCATION, datum: DatumSchema }).optional(),
  }),
  /** "是否加班?": asks that the time around an off-hours punch counts. */
  z
    .strictObject({
      ...when,
      kind: z.literal('overtime'),
      punchId: ClientIdSchema,
      startAtMs: DeviceTimeSchema,
      endAtMs: DeviceTimeSchema,
      reason: z.string().trim().min(2).max(200),
    })
    .refine(({ startAtMs, endAtMs }) => endAtMs > startAtMs && endAtMs - startAtMs <= OVERTIME_MAX_MS, {
      path: ['endAtMs'],
      ...says(rule.hoursAfterStart(OVERTIME_MAX_MS / 3_600_000)),
    }),
]);
export type Signal = z.infer<typeof SignalSchema>;
export type SignalKind = Signal['kind'];

export const MAX_SIGNALS_PER_BATCH = 50;

/** Body of POST /api/v1/signals. Items are parsed one by one and taken in order. */
export const SignalBatchSchema = z.strictObject({
  ...SENDER,
  signals: z.array(z.unknown()).min(1).max(MAX_SIGNALS_PER_BATCH),
});
export type SignalBatch = z.infer<typeof SignalBatchSchema>;

/** Why a signal was not taken; permanent codes. */
export const SignalRejectSchema = z.enum([
  'invalid',
  'in_future',
  'too_old',
  'has_shift',
  'no_shift',
  'on_leave',
  'off_hours',
  'on_break',
  'no_policy',
  'outside_window',
  'already_running',
  'not_running',
  'no_consent',
  'bad_code',
  'expired_code',
  'too_many_codes',
  'no_match',
  'not_found',
  'too_late',
  'not_off_hours',
  'already_requested',
]);
export type SignalReject = z.infer<typeof SignalRejectSchema>;
