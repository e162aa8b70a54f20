import { Toast } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { ApiError } from '../../api-call.ts';
import { myApi } from '../../my-api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useTexts } from '../../texts/language.tsx';

export type Upload = Readonly<{ id: string; name: string; blob: Blob }>;

/** A file without an answer stays on the page and goes out again under its own id; one that the server refuses is let go with the reason. */
export function useCaseUploads(caseId: string, act: (work: () => Promise<unknown>) => Promise<void>) {
  const all = useTexts();
  const [unsent, setUnsent] = useState<readonly Upload[]>([]);
  const drop = (id: string): void => setUnsent((before) => before.filter((one) => one.id !== id));
  const send = (upload: Upload): Promise<void> =>
    act(async () => {
      try {
        await myApi.addCaseFile(caseId, upload);
        drop(upload.id);
      } catch (error) {
        if (isFinal(error)) drop(upload.id);
        else setUnsent((before) => [...before.filter(({ id }) => id !== upload.id), upload]);
        Toast.show(toRead(describeFault(error, all)));
      }
    });
  const add = (file: File): Promise<void> =>
    send({ id: uuidv7(), name: file.name.slice(0, 120) || 'file', blob: file });
  return { unsent, add, send, drop };
}

/** Refused for what it is or for where the case stands: the same again would be refused too. */
const isFinal = (error: unknown): boolean =>
  error instanceof ApiError &&
  [400, 403, 404, 409, 413, 415, 422].includes(error.status) &&
  error.code !== 'page_outdated';
