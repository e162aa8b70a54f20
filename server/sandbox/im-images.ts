import { PlatformFault } from './fault.ts';
import { readMultipart } from './multipart.ts';
import { Raw } from './router.ts';
import type { Call, Route } from './router.ts';
import { randomId } from './tenant.ts';
import type { TenantState } from './tenant.ts';

const maxImageBytes = 10 * 1024 * 1024;
const mimes = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/bmp', 'image/tiff', 'image/heic'];

/** Images for messages and cards. */
export function imageRoutes(state: TenantState): Route[] {
  return [
    {
      method: 'POST',
      path: '/open-apis/im/v1/images',
      auth: 'tenant',
      handle: (call) => upload(state, call),
    },
    {
      method: 'GET',
      path: '/open-apis/im/v1/images/:key',
      auth: 'tenant',
      handle: (call) => {
        const image = state.images.get(call.params['key'] ?? '');
        if (image === undefined) throw new PlatformFault(234001, 'Invalid request param.');
        return new Raw({ status: 200, headers: { 'content-type': image.mime }, body: image.bytes });
      },
    },
  ];
}

async function upload(state: TenantState, call: Call) {
  const form = readMultipart(call.raw, call.headers['content-type'] ?? '');
  const bytes = form?.get('image');
  const type = form?.get('image_type')?.toString('utf8');
  if (bytes === undefined || (type !== 'message' && type !== 'avatar'))
    throw new PlatformFault(234001, 'Invalid request param.');
  if (bytes.length === 0) throw new PlatformFault(234010, 'File size can not be 0.');
  if (bytes.length > maxImageBytes) throw new PlatformFault(234006, 'The file size exceed the max value.');
  const { fileTypeFromBuffer } = await import('file-type');
  const mime = (await fileTypeFromBuffer(bytes))?.mime;
  if (mime === undefined || !mimes.includes(mime))
    throw new PlatformFault(234011, "Can't recognize the image format.");
  const key = randomId('img_v3_');
  state.images.set(key, { key, mime, bytes: Buffer.from(bytes) });
  return { image_key: key };
}
