import { z } from 'zod';

/** Fixed role words; `system` is the actor of jobs and has no session. */
export const RoleSchema = z.enum([
  'employee',
  'store_manager',
  'area_manager',
  'hr',
  'hr_lead',
  'legal',
  'staff_rep',
  'auditor',
  'admin',
]);
export type Role = z.infer<typeof RoleSchema>;

export const EngagementSchema = z.enum([
  'full_time',
  'part_time',
  'dispatched',
  'outsourced',
  'intern',
  'rehired',
  'unknown',
]);
export type Engagement = z.infer<typeof EngagementSchema>;

export const StaffKindSchema = z.enum(['promoter', 'rep', 'rider', 'office']);
export type StaffKind = z.infer<typeof StaffKindSchema>;
