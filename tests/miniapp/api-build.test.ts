import { expect, it, vi } from 'vitest';

it('names its build with what it sends, and makes a newer page ready where it is told that it is old', async () => {
  vi.stubGlobal('document', {
    cookie: '',
    documentElement: { lang: '' },
    querySelectorAll: () => [],
    querySelector: () => ({ getAttribute: () => '/assets/h5-Ab_1.js' }),
  });
  const sent: RequestInit[] = [];
  vi.stubGlobal('fetch', (_path: string, init: RequestInit) => {
    sent.push(init);
    const old = { error: { code: 'page_outdated', message: '', requestId: 'r' } };
    return Promise.resolve(new Response(JSON.stringify(old), { status: 409 }));
  });
  const page = await import('../../miniapp/api-call.ts');
  const prepare = vi.fn<() => void>();
  page.whenOutdated(prepare);
  await expect(page.post('/visits', {}, true)).rejects.toMatchObject({ code: 'page_outdated' });
  expect(sent[0]?.headers).toMatchObject({ 'x-mingqin-page': 'h5-Ab_1.js' });
  expect(prepare).toHaveBeenCalledOnce();
});
