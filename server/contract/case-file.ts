import { z } from 'zod';
import { ClientIdSchema } from './ingest.ts';

/** Text fields of the multipart POST /api/v1/my/cases/:id/files (the person) and /api/v1/cases/:id/files (HR); the file is the part `file`: JPEG, PNG, WebP or PDF. */
export const CaseFileFieldsSchema = z.strictObject({
  id: ClientIdSchema,
  name: z.string().trim().min(1).max(120),
});

/** Reply of GET /api/v1/cases/:id/files; the bytes are at …/files/:fileId. */
export const CaseFileListSchema = z.strictObject({
  files: z.array(
    z.strictObject({
      id: z.string(),
      from: z.enum(['subject', 'hr']),
      name: z.string(),
      type: z.enum(['image/jpeg', 'application/pdf']),
      bytes: z.number().int(),
      at: z.iso.datetime(),
      /** To the person, of an own file: it may still be taken back. */
      mayRemove: z.literal(true).optional(),
    }),
  ),
});
export type CaseFileList = z.infer<typeof CaseFileListSchema>;
