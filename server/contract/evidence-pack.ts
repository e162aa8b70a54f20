import { z } from 'zod';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const keyId = z.string().regex(/^[0-9a-f]{16}$/);

/** Files that hold a pack together. */
export const PACK_FORMAT = 'mingqin evidence pack 2';
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
export const VERIFIER = 'verify.mjs';

/**
 * Whether a recorded finding follows from the data of the pack with the detectors in it: the same; made by another version of the detector;
 * not the same; the data are no longer kept; no detector made it (a lead, a rule of the company's own).
 */
export const RecomputedSchema = z.enum(['same', 'other_version', 'differs', 'no_data', 'no_detector']);
export type Recomputed = z.infer<typeof RecomputedSchema>;
/** One finding of the case, the leading one first: the version it was judged by and the one in the pack (null = none). */
export const PackVerdictSchema = z.strictObject({
  detector: z.string(),
  judgedBy: z.number().int(),
  included: z.number().int().nullable(),
  recomputed: RecomputedSchema,
});
export type PackVerdict = z.infer<typeof PackVerdictSchema>;

/** `manifest.json` of a pack: every other file with its hash, signed by the installation in `manifest.sig`. */
export const ManifestSchema = z.strictObject({
  format: z.literal(PACK_FORMAT),
  caseNo: z.string(),
  madeAt: z.iso.datetime(),
  keyId,
  publicKeyPem: z.string(),
  /** What recomputing said when the pack was made; the verifier computes it anew. */
  verdicts: z.array(PackVerdictSchema).min(1),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.number().int().min(0), sha256: hash })),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** `audit.json`: links of the audit chain with their way up to a signed checkpoint. */
export const PackAuditSchema = z.strictObject({
  checkpoint: z.strictObject({
    size: z.number().int().min(1),
    root: hash,
    lastHash: hash,
    at: z.iso.datetime(),
    keyId,
    signature: z.string(),
  }),
  publicKeyPem: z.string(),
  links: z.array(
    z.strictObject({
      id: z.string(),
      seq: z.number().int().min(1),
      entry: z.record(z.string(), z.unknown()),
      prevHash: hash,
      hash,
      path: z.array(hash),
    }),
  ),
});
export type PackAudit = z.infer<typeof PackAuditSchema>;

/** `letters/index.json`: every letter of the case with how it was delivered; its PDF stands beside it. */
export const PackLettersSchema = z.array(
  z.strictObject({
    id: z.string(),
    no: z.string(),
    kind: z.string(),
    file: z.string(),
    sha256: hash,
    issuedAt: z.iso.datetime(),
    issuedById: z.string(),
    deadlineAt: z.iso.datetime().optional(),
    /** As recorded then; the audit chain holds the digest of each. */
    deliveries: z.array(z.record(z.string(), z.unknown())),
  }),
);
export type PackLetters = z.infer<typeof PackLettersSchema>;

/** `files/index.json`: what the person and HR added to the case. */
export const PackCaseFilesSchema = z.array(
  z.strictObject({
    id: z.string(),
    from: z.enum(['subject', 'hr']),
    file: z.string(),
    name: z.string(),
    type: z.string(),
    /** Of what was sent; a picture is kept without its metadata, a PDF as it was. */
    sourceSha256: hash,
    at: z.iso.datetime(),
  }),
);
export type PackCaseFiles = z.infer<typeof PackCaseFilesSchema>;

/** Body of POST /api/v1/cases/:id/packs. */
export const PackRequestBodySchema = z.strictObject({ purpose: z.string().trim().min(20).max(1000) });

const at = z.iso.datetime();
/** One row of GET /api/v1/cases/:id/packs; `own` packs may be fetched by the reader while `untilAt` lies ahead. */
export const PackViewSchema = z.strictObject({
  id: z.string(),
  askedBy: z.string(),
  own: z.boolean(),
  purpose: z.string(),
  askedAt: at,
  status: z.enum(['asked', 'approved', 'rejected', 'ended']),
  decidedBy: z.string().optional(),
  comment: z.string().optional(),
  untilAt: at.optional(),
  given: z.array(z.strictObject({ at, sha256: hash, bytes: z.number().int() })),
});
export type PackView = z.infer<typeof PackViewSchema>;
export type PackList = { packs: PackView[] };
