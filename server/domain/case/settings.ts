import { z } from 'zod';

const workingDays = (standard: number) => z.int().min(1).max(30).default(standard);

/** What a company may set about its procedure. All days are working days of the person's calendar, whole. */
export const ProcedureSettingsSchema = z.strictObject({
  /** Between approval and execution the person may appeal and nothing is carried out; product section 4 sets 3. */
  appealWindowDays: workingDays(3),
  /** After the execution the case stays open to an appeal for as long again. */
  closingDays: workingDays(3),
  /** Somebody new has to read the whole case: the three days of a decision and two to read. */
  appealDecisionDays: workingDays(5),
  /** An approved penalty nobody carries out is a threat: as long as any other step. */
  executionDays: workingDays(3),
  /** EMS between provinces takes 3 to 5 days. */
  deliveryDays: workingDays(7),
  /** Labour Contract Law art. 43 sets no term; unions commonly agree on ten working days. */
  unionReplyDays: workingDays(10),
  /** Minutes after a deadline until the HR lead is rung up: time for who is late to finish what is half done. */
  urgentAfterMin: z.int().min(0).max(1440).default(60),
});
export type ProcedureSettings = z.infer<typeof ProcedureSettingsSchema>;
/** The settings the product comes with. */
export const standardProcedure: ProcedureSettings = ProcedureSettingsSchema.parse({});
