import { z } from 'zod';
import { EngagementSchema, RoleSchema, StaffKindSchema } from './person.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';

const IdSchema = z.string().min(1).max(64);
/** Made once: the list is some 400 names, and the mapping is read all the time. */
let zones: ReadonlySet<string> | undefined;

/** Whom a rule is for: all that it names must match. */
const who = {
  jobTitle: z.string().min(1).max(100).optional(),
  departmentId: IdSchema.optional(),
  openId: IdSchema.optional(),
};

/** How the company's chat directory becomes regions, stores, roles and kinds of staff; a rule matches when all it names match. */
export const OrgMappingSchema = z.strictObject({
  regions: z
    .array(
      z.strictObject({
        id: IdSchema,
        name: z.string().trim().min(1).max(80),
        departmentId: IdSchema,
        groupChatId: IdSchema.optional(),
      }),
    )
    .max(500),
  /** Own stores: the department of its staff and the place it is. */
  stores: z.array(z.strictObject({ departmentId: IdSchema, placeId: IdSchema })).max(20_000),
  roleRules: z
    .array(
      z.strictObject({
        role: RoleSchema,
        ...who,
      }),
    )
    .max(1000),
  /** `isRegional`: the job itself spans several stores or areas, so that being in another one is no question. */
  staffKinds: z
    .array(
      z.strictObject({
        jobTitle: z.string().min(1).max(100),
        kind: StaffKindSchema,
        isRegional: z.boolean().optional(),
      }),
    )
    .max(500),
  /**
   * How people are employed where the directory's type does not say it, as with part-time (非全日制) and rehired people; the first rule that
   * matches counts. `employeeType` is the directory's number, those that the company made itself among them.
   */
  engagements: z
    .array(
      z.strictObject({
        engagement: EngagementSchema.exclude(['unknown']),
        employeeType: z.int().min(1).max(10_000).optional(),
        ...who,
      }),
    )
    .max(500)
    .optional(),
  /** A sync in which more people than this, and more than this share of all, are gone changes nothing; 5 people and 20 % when absent. */
  massLeave: z
    .strictObject({ people: z.int().min(0).max(100_000), pct: z.number().min(0).max(100) })
    .optional(),
  /** IANA name. */
  timeZone: z
    .string()
    .max(60)
    .refine((name) => (zones ??= new Set(Intl.supportedValuesOf('timeZone'))).has(name), says(rule.timeZone)),
});
export type OrgMapping = z.infer<typeof OrgMappingSchema>;
export type Region = OrgMapping['regions'][number];

/** The departments as the last whole sync saw them. */
export const OrgTreeSchema = z.array(
  z.strictObject({ id: z.string(), name: z.string(), parentId: z.string() }),
);
export type OrgTree = z.infer<typeof OrgTreeSchema>;
