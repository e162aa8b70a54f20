import { z } from 'zod';
import { CaseStateSchema } from './case.ts';
import { CertificateFieldsSchema, DoorCheckKindSchema } from './leaver.ts';
import { NonCompeteCaseViewSchema, OwnAgreementSchema } from './view-non-compete.ts';
import { NextSchema } from './page.ts';

const at = z.iso.datetime();

export const CertificateViewSchema = z.strictObject({
  id: z.string(),
  kind: CertificateFieldsSchema.shape.kind,
  mime: z.string(),
  bytes: z.number().int(),
  receivedAt: at,
});
export type CertificateView = z.infer<typeof CertificateViewSchema>;

/** Reply of GET /api/v1/leaver/home: everything the door is for, at a glance. */
export const LeaverHomeSchema = z.strictObject({
  name: z.string(),
  employeeNo: z.string(),
  timeZone: z.string(),
  cases: z.array(
    z.strictObject({ id: z.string(), caseNo: z.string(), state: CaseStateSchema, openedAt: at }),
  ),
  nonCompeteCases: z.array(NonCompeteCaseViewSchema),
  agreements: z.array(OwnAgreementSchema),
  certificates: z.array(CertificateViewSchema),
});
export type LeaverHome = z.infer<typeof LeaverHomeSchema>;

/** A case of the person that is under way and whose name HR may read; any other stays a pseudonym's (trust R12). */
const OpenCaseSchema = z.strictObject({ id: z.string(), caseNo: z.string(), state: CaseStateSchema });
export type OpenCase = z.infer<typeof OpenCaseSchema>;

export const LeaverLinkViewSchema = z.strictObject({
  id: z.string(),
  personName: z.string(),
  employeeNo: z.string(),
  checkKind: DoorCheckKindSchema,
  state: z.enum(['live', 'locked', 'expired', 'revoked']),
  createdAt: at,
  expiresAt: at,
  openedAt: at.optional(),
  /** How it reaches the person: HR hands it over unless the server writes. */
  channel: z.enum(['sms', 'email']).optional(),
  sentAt: at.optional(),
});
export type LeaverLinkView = z.infer<typeof LeaverLinkViewSchema>;

/** Reply of POST /api/v1/leaver-links: the link and the code, shown once and never again. */
export const IssuedLinkSchema = z.strictObject({
  link: LeaverLinkViewSchema,
  url: z.url(),
  code: z.string().optional(),
});
export type IssuedLink = z.infer<typeof IssuedLinkSchema>;

/** Reply of GET /api/v1/leaver-links/people: who has left and may need the door, latest first. */
export const LeaverListSchema = z.strictObject({
  people: z.array(
    z.strictObject({
      employeeNo: z.string(),
      personName: z.string(),
      leftAt: at.optional(),
      /** Whether a link of theirs still opens. */
      hasLiveLink: z.boolean(),
      openCases: z.array(OpenCaseSchema),
    }),
  ),
  next: NextSchema,
});
export type LeaverList = z.infer<typeof LeaverListSchema>;

/** Reply of GET /api/v1/leaver-links?employeeNo=…: the links and papers of one person who has left. */
export const LeaverFileSchema = z.strictObject({
  personName: z.string(),
  employeeNo: z.string(),
  /** Whether the server can write to people itself. */
  canSend: z.boolean(),
  openCases: z.array(OpenCaseSchema),
  links: z.array(LeaverLinkViewSchema),
  certificates: z.array(CertificateViewSchema),
});
export type LeaverFile = z.infer<typeof LeaverFileSchema>;
