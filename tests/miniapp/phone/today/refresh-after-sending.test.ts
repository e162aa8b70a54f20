import { describe, expect, it, vi } from 'vitest';
import { refreshAfterSending } from '../../../../miniapp/phone/today/refresh-after-sending.ts';
import { buildPhone, PERSON } from '../../track/build-phone.ts';
import { createFakeServer, type Fate } from '../../track/fake-server.ts';

const PATIENT = { timeout: 60_000 };
let phones = 0;

/** A page of a phone that watches what it sends; `asked` counts how often it asked for the day. */
async function openPage(options: { fates?: Fate[]; name?: string; life?: string } = {}) {
  const server = createFakeServer(options.fates);
  const name = options.name ?? `refresh-${(phones += 1)}`;
  const { life } = options;
  const phone = await buildPhone({ api: server.api, name, uploadEveryMs: 600_000, ...(life && { life }) });
  const refreshToday = vi.fn(() => Promise.resolve());
  const watch = () => refreshAfterSending({ ...phone, me: { personId: PERSON }, refreshToday });
  return { ...phone, server, name, watch, refreshToday, asked: () => refreshToday.mock.calls.length };
}

/** Longer than the storage of a test needs to answer what was asked of it. */
const settled = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 100));

describe('the day is asked for again', () => {
  it('once when a punch and its photo were sent', async () => {
    const page = await openPage();
    page.watch();
    await page.addPunch(true);
    await page.sync.flush({ urgent: true });
    await expect.poll(page.asked, PATIENT).toBe(1);
    await settled();
    expect(page.asked()).toBe(1);
  });

  it('when the first thing a page does is to send what an earlier one left', async () => {
    const before = await openPage();
    await before.addPunch();
    before.outbox.close();
    const page = await openPage({ name: before.name, life: 'life-2' });
    page.watch();
    await page.sync.flush();
    await expect.poll(page.asked, PATIENT).toBe(1);
  });

  it('once when a punch came while another one was on its way', async () => {
    const page = await openPage();
    page.watch();
    const { sendPunches } = page.server.api;
    page.server.api.sendPunches = async (batch) => {
      page.server.api.sendPunches = sendPunches;
      const reply = await sendPunches(batch);
      await page.addPunch();
      return reply;
    };
    await page.addPunch();
    await page.sync.flush({ urgent: true });
    expect(await page.outbox.waiting(PERSON)).toMatchObject({ punches: 0 });
    await expect.poll(page.asked, PATIENT).toBe(1);
  });

  it('when a photo follows its punch later, and when a withdrawal has arrived', async () => {
    const page = await openPage({ fates: ['ok', 'failed'] });
    page.watch();
    await page.addPunch(true);
    await page.sync.flush({ urgent: true });
    await expect.poll(page.asked, PATIENT).toBe(1);
    await page.sync.flush({ urgent: true });
    await expect.poll(page.asked, PATIENT).toBe(2);
    await page.outbox.withdraw(PERSON, 'location');
    await page.sync.flush({ urgent: true });
    await expect.poll(page.asked, PATIENT).toBe(3);
  });

  it('while an earlier answer is still on its way', async () => {
    const page = await openPage();
    page.refreshToday.mockImplementation(() => new Promise<void>(() => undefined));
    page.watch();
    await page.addPunch();
    await page.sync.flush({ urgent: true });
    await expect.poll(page.asked, PATIENT).toBe(1);
    await page.addPunch();
    await page.sync.flush({ urgent: true });
    await expect.poll(page.asked, PATIENT).toBe(2);
  });
});

it('asks for nothing where nothing was sent', async () => {
  const page = await openPage({ fates: ['request_lost'] });
  page.watch();
  await page.sync.flush({ urgent: true });
  await page.addPunch();
  await page.sync.flush({ urgent: true });
  await settled();
  expect(page.asked()).toBe(0);
});
