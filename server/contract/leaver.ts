import { z } from 'zod';
import { ReasonSchema } from './case.ts';
import { ClientIdSchema } from './ingest.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** What the person proves at the door, beside the employee number: the last four of a number HR has on file, or a code HR gave. */
export const DoorCheckKindSchema = z.enum(['id_last4', 'phone_last4', 'code']);
export type DoorCheckKind = z.infer<typeof DoorCheckKindSchema>;
export const MAX_LINK_DAYS = 30;
/** Wrong answers after which a link is locked. */
export const MAX_DOOR_ATTEMPTS = 5;

const last4 = z
  .string()
  .trim()
  .toUpperCase()
  .refine((text) => /^\d{3}[0-9X]$/.test(text), says(rule.lastFour));
const line = (max: number) => z.string().trim().min(1).max(max);

/** Body of POST /api/v1/leaver-links. With `delivery` the server writes to the person; without, HR hands the link over. */
export const LeaverLinkBodySchema = z.strictObject({
  employeeNo: line(64),
  check: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('id_last4'), value: last4 }),
    z.strictObject({ kind: z.literal('phone_last4'), value: last4 }),
    z.strictObject({ kind: z.literal('code') }),
  ]),
  days: z.number().int().min(1).max(MAX_LINK_DAYS).default(14),
  purpose: ReasonSchema,
  delivery: z
    .discriminatedUnion('channel', [
      z.strictObject({
        channel: z.literal('sms'),
        to: z
          .string()
          .trim()
          .refine((text) => /^\+?\d{6,15}$/.test(text), says(rule.phoneNumber)),
      }),
      z.strictObject({ channel: z.literal('email'), to: z.email().max(200) }),
    ])
    .optional(),
});
export type LeaverLinkBody = z.infer<typeof LeaverLinkBodySchema>;

/** Body of POST /api/v1/leaver/session: the link's token, and who the person says they are. */
export const OpenDoorBodySchema = z.strictObject({
  token: z.string().min(1).max(200),
  employeeNo: z.string().trim().min(1).max(64),
  answer: z.string().trim().min(1).max(16),
});
export type OpenDoorBody = z.infer<typeof OpenDoorBodySchema>;

/** Fields of the multipart POST /api/v1/leaver/certificates; the file is the part `file` (PDF, JPEG or PNG). */
export const CertificateFieldsSchema = z.strictObject({
  id: ClientIdSchema,
  kind: z.enum(['insurance', 'employment', 'other']),
});
export type CertificateFields = z.infer<typeof CertificateFieldsSchema>;
