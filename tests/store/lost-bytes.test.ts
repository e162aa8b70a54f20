import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import {
  deleteLostCertificates,
  insertCertificate,
  listCertificates,
  readCertificate,
} from '../../server/store/certificates.ts';
import { useDatabase } from '../support/db.ts';

useDatabase();
const MINUTE_MS = 60_000;
const PAPER = Buffer.from('%PDF-1.4');

it('leaves no paper behind that a process was taking in when it ended, and takes none that has its record', async () => {
  const paper = { personId: 'zhang', kind: 'other', mime: 'application/pdf', sourceSha256: 's' } as const;
  for (const id of ['kept', 'lost'])
    await insertCertificate({ ...paper, id, receivedAt: new Date(), pending: [] }, PAPER);
  await mongoose.model('Certificate').deleteOne({ _id: 'lost' });
  const parts = mongoose.connection.collection('certificate-files.chunks');
  const files = mongoose.connection.collection('certificate-files.files');
  await parts.insertOne({ files_id: new mongoose.Types.ObjectId(), n: 0, data: PAPER });
  const sweep = (fromMin: number, toMin: number) => {
    const at = (min: number) => new Date(Date.now() + min * MINUTE_MS);
    return deleteLostCertificates({ fromAt: at(fromMin), toAt: at(toMin) });
  };
  await sweep(-60, -2);
  expect([await parts.countDocuments(), await files.countDocuments()]).toEqual([3, 2]);
  await sweep(-2, 2);
  expect([await parts.countDocuments(), await files.countDocuments()]).toEqual([1, 1]);
  const [kept] = await listCertificates('zhang');
  expect(kept && (await readCertificate(kept))).toEqual(PAPER);
});
