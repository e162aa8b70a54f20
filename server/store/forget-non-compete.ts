import { Agreements, type AgreementRecord } from './non-compete-agreements.ts';
import { Cases } from './non-compete-cases.ts';
import { Records } from './non-compete-records.ts';
import { toPlain, type Stored } from './schema.ts';

/** Agreements of people who had left before a day, one after the other. */
export async function* streamLeftAgreements(beforeDay: string): AsyncGenerator<AgreementRecord> {
  const query = Agreements.find({ endedDay: { $lt: beforeDay } }).sort({ _id: 1 });
  for await (const found of query.lean<Stored<AgreementRecord>[]>().cursor()) yield toPlain(found);
}

/** People of whom any agreement is on record. */
export const listAgreementPeople = (): Promise<string[]> => Agreements.distinct('personId');

/** How many of each kind go with an agreement. */
export async function countUnderAgreement(agreementId: string): Promise<Readonly<Record<string, number>>> {
  const [records, cases] = await Promise.all([
    Records.countDocuments({ agreementId }),
    Cases.countDocuments({ agreementId }),
  ]);
  return { records, cases };
}

/** Deletes an agreement with what was looked at under it; the agreement goes last: a run that broke off finds it again. */
export async function deleteAgreement(id: string): Promise<void> {
  await Records.deleteMany({ agreementId: id });
  await Cases.deleteMany({ agreementId: id });
  await Agreements.deleteOne({ _id: id });
}
