import { Imports, ofTurn, type Import, type ImportDoc, type ImportTurn } from './imports.ts';
import { toPlain } from './schema.ts';

type Running = Pick<Import, 'id' | 'turnId' | 'by' | 'startedAt' | 'language'>;

/** Says that it still goes on; nothing when the file was sent anew since. */
export async function beatImport(turn: ImportTurn, at: Date): Promise<void> {
  await Imports.updateOne({ ...ofTurn(turn), status: 'running' }, { $set: { notedAt: at } });
}

/** Files, not pulls, whose import has no end. */
export async function listRunningFiles(): Promise<Running[]> {
  const found = await Imports.find({ status: 'running', by: { $not: { $regex: '^source:' } } })
    .select({ turnId: 1, by: 1, startedAt: 1, language: 1 })
    .lean<Pick<ImportDoc, '_id' | keyof Omit<Running, 'id'>>[]>();
  return found.map((one) => ({ ...toPlain(one), language: one.language ?? 'zh' }));
}
