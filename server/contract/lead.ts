import { z } from 'zod';
import { DaySchema } from './calendar.ts';
import { ReasonSchema } from './case.ts';
import { ClientIdSchema } from './ingest.ts';
import { NextSchema } from './page.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** Where a lead came from; its label stays on the case. */
export const LeadSourceSchema = z.enum(['hr', 'manager', 'customer', 'anonymous']);
export type LeadSource = z.infer<typeof LeadSourceSchema>;
/** What it says, in neutral words; the only part of it that the person it is about gets to read. */
export const LeadKindSchema = z.enum(['second_job', 'rival_place', 'absent', 'sales_elsewhere', 'other']);
export type LeadKind = z.infer<typeof LeadKindSchema>;
export const LeadStateSchema = z.enum(['new', 'accepted', 'dismissed', 'malicious']);
export type LeadState = z.infer<typeof LeadStateSchema>;
export const LeadEventSchema = z.enum(['accept', 'dismiss', 'reopen', 'malicious']);
export type LeadEvent = z.infer<typeof LeadEventSchema>;

const line = (max: number) => z.string().trim().min(1).max(max);
const version = z.number().int().min(0);
const told = {
  /** Made by the page: the same lead sent twice is one lead. */
  id: ClientIdSchema,
  kind: LeadKindSchema,
  day: DaySchema,
  place: line(120).optional(),
  text: z.string().trim().min(10).max(2000),
};

/** Body of POST /api/v1/leads, by HR and managers. */
export const StaffLeadBodySchema = z.strictObject({ ...told, employeeNo: line(64) });
export type StaffLeadBody = z.infer<typeof StaffLeadBodySchema>;

/** Body of POST /api/v1/public/leads: by anybody. Without `contact` nobody can be asked back, and nothing about the sender is kept. */
export const PublicLeadBodySchema = z.strictObject({
  ...told,
  /** Whom it is about, as far as a customer knows: a name on a badge, a counter. */
  who: line(200),
  contact: z.strictObject({ name: line(60), reach: line(120) }).optional(),
});
export type PublicLeadBody = z.infer<typeof PublicLeadBodySchema>;

/** The number a sender looks the lead up by: 20 characters of Crockford's base 32, 100 bits that nobody can guess. */
export const LEAD_RECEIPT = /^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/;
export const LeadStatusBodySchema = z.strictObject({
  receipt: z
    .string()
    .trim()
    .toUpperCase()
    .refine((text) => LEAD_RECEIPT.test(text), says(rule.leadReceipt)),
});

/** Bodies of POST /api/v1/leads/:id/…. */
export const AcceptLeadSchema = z.strictObject({ version, employeeNo: line(64), reason: ReasonSchema });
export const MoveLeadSchema = z.strictObject({ version, reason: ReasonSchema });
export const OpenReporterSchema = z.strictObject({ purpose: ReasonSchema });

const at = z.iso.datetime();

/** Reply of POST /api/v1/public/leads. */
export const LeadReceiptSchema = z.strictObject({ leadNo: z.string(), receipt: z.string() });
export type LeadReceipt = z.infer<typeof LeadReceiptSchema>;

/** What a sender may know: how far it is, and nothing of whom it is about. */
export const LeadStatusViewSchema = z.strictObject({
  leadNo: z.string(),
  receivedAt: at,
  status: z.enum(['received', 'in_procedure', 'closed', 'closed_malicious']),
});
export type LeadStatusView = z.infer<typeof LeadStatusViewSchema>;

export const LeadRowSchema = z.strictObject({
  id: z.string(),
  leadNo: z.string(),
  source: LeadSourceSchema,
  state: LeadStateSchema,
  kind: LeadKindSchema,
  day: z.iso.date(),
  receivedAt: at,
});
export type LeadRow = z.infer<typeof LeadRowSchema>;
export const LeadListSchema = z.strictObject({ leads: z.array(LeadRowSchema), next: NextSchema });
export type LeadList = z.infer<typeof LeadListSchema>;

/** Reply of GET /api/v1/leads/:id: for HR. Never who sent it. */
export const LeadViewSchema = z.strictObject({
  ...LeadRowSchema.shape,
  version: z.number().int(),
  place: z.string().optional(),
  who: z.string().optional(),
  text: z.string(),
  employeeNo: z.string().optional(),
  caseId: z.string().optional(),
  caseNo: z.string().optional(),
  /** Whether HR lead could ask who sent it. */
  hasReporter: z.boolean(),
  actions: z.array(z.enum(['accept', 'dismiss', 'reopen', 'malicious', 'open_reporter'])),
  history: z.array(
    z.strictObject({
      at,
      by: z.string(),
      event: z.string(),
      to: LeadStateSchema,
      reason: z.string().optional(),
    }),
  ),
});
export type LeadView = z.infer<typeof LeadViewSchema>;

/** Reply of POST /api/v1/leads/:id/reporter. */
export const ReporterViewSchema = z.strictObject({
  name: z.string(),
  employeeNo: z.string().optional(),
  reach: z.string().optional(),
});
export type ReporterView = z.infer<typeof ReporterViewSchema>;

/** Reply of GET /api/v1/my/leads: what one has sent. */
export const MyLeadsSchema = z.strictObject({ leads: z.array(LeadStatusViewSchema) });
export type MyLeads = z.infer<typeof MyLeadsSchema>;
