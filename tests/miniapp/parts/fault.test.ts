import { expect, it } from 'vitest';
import { ApiError } from '../../../miniapp/api.ts';
import { describeFault } from '../../../miniapp/parts/fault.ts';
import { en } from '../../../miniapp/texts/en.ts';
import { zh } from '../../../miniapp/texts/zh.ts';

const refusal = (field: string) =>
  new ApiError(400, 'invalid_input', {
    fields: [{ field, reason: 'allowed: a whole JPEG, PNG or WebP picture' }],
  });

it('says in the language of the reader that a file cannot be taken, and what to send instead', () => {
  for (const field of ['file', 'photo']) {
    expect(describeFault(refusal(field), zh)).toContain('请用 JPG、PNG、WebP 图片或 PDF');
    expect(describeFault(refusal(field), en)).toContain('Use a JPG, PNG or WebP picture or a PDF');
  }
  expect(describeFault(new ApiError(413, 'too_large'), zh)).toContain('文件太大');
});

it('shows the faults of other fields as they came', () => {
  expect(describeFault(refusal('text'), zh)).toContain('text: allowed');
});
