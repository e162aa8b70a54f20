import { expect, it } from 'vitest';
import { secretText, signWebhook } from '../../../server/connectors/webhooks/signature.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const MESSAGE = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestampS: 1_614_265_330,
  body: '{"test": 2432232314}',
};

it('signs as the reference implementations of Standard Webhooks do', () => {
  expect(signWebhook(MESSAGE, [SECRET])).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it('gives a signature for each secret that is good', () => {
  const other = secretText(new Uint8Array(32).fill(7));
  expect(signWebhook(MESSAGE, [SECRET, other]).split(' ')).toEqual([
    signWebhook(MESSAGE, [SECRET]),
    signWebhook(MESSAGE, [other]),
  ]);
});

it('writes a secret as whsec_ and base64', () => {
  expect(secretText(new Uint8Array([1, 2, 3]))).toBe('whsec_AQID');
});
