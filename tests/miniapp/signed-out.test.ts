import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { healSignInWith, pinSignIn } from '../../miniapp/api-call.ts';
import { api } from '../../miniapp/api.ts';
import { signedOut } from '../../miniapp/parts/signed-out-state.ts';

type Asked = { method: string; path: string };
const assign = vi.fn<(url: string) => void>();
const reload = vi.fn<() => void>();
let words = '';
let mark = '';

beforeEach(() => {
  [words, mark] = ['', 'mine'];
  vi.stubGlobal('location', { pathname: '/console/', hash: '#/cases/c1', assign, reload });
  vi.stubGlobal('document', {
    get cookie() {
      return `mingqin_mark=${mark}`;
    },
    documentElement: { lang: 'zh-CN' },
    querySelectorAll: () => [{ value: words, readOnly: false }],
  });
  signedOut.set(false);
  pinSignIn('p1');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
  healSignInWith(() => Promise.resolve(false));
});

/** A server that knows who is signed in; nobody where it is null. */
function stubServer(personId: string | null): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', (path: string, { method = 'GET' }: { method?: string }) => {
    asked.push({ method, path });
    return Promise.resolve(new Response(JSON.stringify({ personId }), { status: personId ? 200 : 401 }));
  });
  return asked;
}
const say = () => api.message('c1', { id: 'm1', text: '请补充材料' });

it('stays on the page when the sign-in ends under what is being sent, and says so until something gets through', async () => {
  stubServer(null);
  await expect(say()).rejects.toMatchObject({ code: 'signed_out' });
  expect(assign).not.toHaveBeenCalled();
  expect(signedOut.get()).toBe(true);
  stubServer('p1');
  await say();
  expect(signedOut.get()).toBe(false);
});

it('looks for news without leaving words behind, and leaves a page that has none', async () => {
  stubServer(null);
  words = '已核对当天的排班';
  await expect(api.case('c1')).rejects.toMatchObject({ code: 'signed_out' });
  expect(assign).not.toHaveBeenCalled();
  words = ' ';
  await expect(api.case('c1')).rejects.toMatchObject({ status: 401 });
  expect(assign).toHaveBeenCalledWith('/auth/login?to=%2Fconsole%2F%23%2Fcases%2Fc1');
});

it('sends on for the same person who signed in again', async () => {
  const asked = stubServer('p1');
  mark = 'mine-again';
  await say();
  await say();
  expect(asked.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST']);
  expect(reload).not.toHaveBeenCalled();
});

it('speaks for nobody else when the chat app, on a phone handed on, signs its own person in anew', async () => {
  const asked: Asked[] = [];
  let isIn = false;
  vi.stubGlobal('fetch', (path: string, { method = 'GET' }: { method?: string }) => {
    asked.push({ method, path });
    const body = JSON.stringify(path === '/api/v1/me' ? { personId: 'p2' } : {});
    return Promise.resolve(new Response(body, { status: isIn ? 200 : 401 }));
  });
  healSignInWith(() => {
    [isIn, mark] = [true, 'theirs'];
    return Promise.resolve(true);
  });
  await expect(say()).rejects.toMatchObject({ code: 'other_sign_in' });
  expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET']);
  expect(reload).toHaveBeenCalledTimes(1);
});

it('asks who is signed in where the page was opened as whoever used the phone last', async () => {
  const asked = stubServer('p2');
  mark = 'theirs';
  pinSignIn('p1', 'mine');
  await expect(say()).rejects.toMatchObject({ code: 'other_sign_in' });
  expect(asked.map(({ method }) => method)).toEqual(['GET']);
});

it('sends nothing for somebody else who signed in on another tab', async () => {
  const asked = stubServer('p2');
  mark = 'other';
  await expect(say()).rejects.toMatchObject({ code: 'other_sign_in' });
  expect(asked.map(({ method }) => method)).toEqual(['GET']);
  expect(reload).toHaveBeenCalledTimes(1);
});
