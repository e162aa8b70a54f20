import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Page } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../server/flow/deps.ts';
import { acceptLead } from '../../server/flow/lead/lead-move.ts';
import { takeStaffLead } from '../../server/flow/lead/lead.ts';
import { takePublicLead } from '../../server/flow/lead/public-lead.ts';
import { issueLeaverLink } from '../../server/flow/leaver/leaver-link.ts';
import { notifyNonCompete } from '../../server/flow/non-compete/non-compete-case.ts';
import { takeInsurancePayment } from '../../server/flow/non-compete/non-compete-record.ts';
import { relay } from '../../server/flow/relay.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { buildMiniappIfStale, MINIAPP_DIST } from '../../server/main/build-miniapp.ts';
import { findAgreement } from '../../server/store/non-compete-agreements.ts';
import { listCases, saveMove } from '../../server/store/cases.ts';
import { listNonCompeteCases } from '../../server/store/non-compete-cases.ts';
import { findPerson, savePeople } from '../../server/store/people.ts';
import { at, buildPerson, createCompany, DAY } from '../flow/company.ts';
import { addAgreement, addDeparted, LI, REASON, startWatching, SUN } from '../flow/non-compete/departed.ts';
import { useApp } from '../http/app.ts';
import { findBrowser } from '../support/browser.ts';
import { useDatabase } from '../support/db.ts';
import {
  PATIENCE_MS,
  PHONE,
  seriousFindings,
  startPhones,
  tooWide,
  type Phones,
} from '../support/phone-page.ts';
import { isRegenOf } from '../support/regen.ts';

const hasBrowser = findBrowser() !== null;
const isRequired = process.env['REQUIRE_BROWSER'] === '1';
const dir = join(import.meta.dirname, '../fixtures/screens');
const LANGUAGES = ['zh', 'en'] as const;
const DESK = { width: 1280, height: 800 } as const;

const ERASE = '请删除我的打卡照片';

useDatabase();
const app = useApp({ miniappDir: MINIAPP_DIST, limits: { person: 1_200, address: 3_000, doors: {} } });
type Doors = Readonly<{ url: string; code: string; agreementId: string; leadId: string }>;

/** Leads in the inbox, a watched agreement with a match the person was told of, a link, and a lead's case about somebody who left. */
async function createDoors(): Promise<Doors> {
  const company = await createCompany();
  const deps: Deps = app.use(company.deps);
  await addDeparted();
  await addAgreement(deps, { roleClass: 'ordinary' });
  const { id: agreementId, agreementNo } = await startWatching(deps);
  const pay = { agreementNo, employerName: '永辉超市股份有限公司', creditCode: '91350000727900106T' };
  await takeInsurancePayment(deps, { externalId: 'a', by: 'key:x', payment: { ...pay, month: '2026-10' } });
  const near = { agreementNo, employerName: '永辉连锁超市有限公司', month: '2026-11' };
  await takeInsurancePayment(deps, { externalId: 'b', by: 'key:x', payment: near });
  await relay(deps);
  const link = { employeeNo: 'E-gone', check: { kind: 'code' }, days: 14, purpose: REASON } as const;
  const { url, code = '' } = await issueLeaverLink(deps, LI, link);
  const [record] = await listNonCompeteCases({ agreementId });
  await notifyNonCompete(deps, LI, { caseId: record?.id ?? '', version: 0, reason: REASON, hasDoor: true });
  const told = { kind: 'rival_place', day: DAY, text: '上午柜台没有人，隔壁店看到她在帮忙卖货。' } as const;
  const leadId = uuidv7();
  await takePublicLead(deps, {
    ...told,
    id: leadId,
    who: `工牌写着小张 ${'W'.repeat(150)}`,
    contact: { name: '王女士', reach: '13900009999' },
  });
  const wang = await findPerson('wang');
  const own = uuidv7();
  if (wang) await takeStaffLead(deps, wang, { ...told, id: own, employeeNo: 'E-gone' });
  await acceptLead(deps, SUN, { leadId: own, version: 0, employeeNo: 'E-gone', reason: REASON });
  await relay(deps);
  company.setNow(at('09:01', '2026-11-20'));
  await sweep(deps);
  company.setNow(at('10:00', '2026-11-20'));
  expect((await listCases({ personId: 'gone', limit: 1 }))[0]?.state).toBe('explaining');
  expect((await findAgreement(agreementId))?.monitoring.state).toBe('running');
  return { url, code, agreementId, leadId };
}

describe.skipIf(!hasBrowser && !isRequired)(
  'the doors for people without an account',
  { timeout: 300_000, retry: 1 },
  () => {
    let phones: Phones;
    let doors: Doors;
    beforeAll(async () => {
      await buildMiniappIfStale(() => undefined);
      phones = await startPhones(app.url);
      doors = await createDoors();
    }, 300_000);
    afterAll(() => phones?.close());

    async function look(
      page: Page,
      shot: { name: string; language: string; ready: string },
    ): Promise<string[]> {
      const { name, language, ready } = shot;
      await page.locator(ready).first().waitFor();
      await page.waitForLoadState('networkidle');
      const beyond = await tooWide(page);
      const faults = (await seriousFindings(page)).map((finding) => `${name}: ${finding}`);
      const title = await page.title();
      const isForeign = /\p{Script=Han}/u.test(title) !== (language === 'zh');
      if (isForeign || !title.includes(' · ')) faults.push(`${name}: titled “${title}”`);
      if (isRegenOf(name)) await takePicture(page, name, language);
      return beyond > 0 ? [...faults, `${name}: ${beyond} px too wide`] : faults;
    }

    it.each(LANGUAGES)('a customer sends a lead and looks it up by its number, in %s', async (language) => {
      const { page, context } = await phones.open('nothing=x', { language });
      const faults: string[] = [];
      await page.goto(`${app.url()}/lead/`);
      faults.push(...(await look(page, { name: 'lead-send', language, ready: '.mq-form' })));
      const isZh = language === 'zh';
      await page.getByLabel(isZh ? '关于谁' : 'About whom').fill('三楼化妆品柜台');
      await page.locator('input[type=date]').fill('2026-11-19');
      await page.locator('textarea').fill('下午两点到四点柜台一直没有人。');
      await page
        .getByRole('button', { name: isZh ? '提交' : 'Send', exact: true })
        .last()
        .click();
      const receipt = (await page.locator('.mq-receipt').textContent()) ?? '';
      await page
        .getByRole('button', { name: isZh ? '查询进度' : 'Look up' })
        .first()
        .click();
      await expect.poll(() => page.locator('.mq-form input').count(), { timeout: PATIENCE_MS }).toBe(1);
      await page.locator('.mq-form input').fill(receipt.toLowerCase());
      await page
        .getByRole('button', { name: isZh ? '查询' : 'Look up', exact: true })
        .last()
        .click();
      faults.push(...(await look(page, { name: 'lead-look-up', language, ready: '[role=status]' })));
      await context.close();
      expect(faults).toEqual([]);
    });

    it('somebody who left asks for erasure once, also when the reply was lost and the page was ended', async () => {
      const { page, context } = await phones.open('nothing=x');
      await page.goto(doors.url);
      await page.locator('input').first().fill('E-gone');
      await page.locator('input').nth(1).fill(doors.code);
      await page.locator('input').nth(1).press('Enter');
      const ask = async () => {
        await page.locator('textarea').fill(ERASE);
        await page.getByRole('button', { name: '提交申请' }).click();
      };
      const path = '**/api/v1/leaver/data-requests';
      await page.locator('textarea').waitFor();
      await page.route(path, async (route) => {
        if (route.request().method() === 'POST') await route.fetch();
        await route.abort();
      });
      await ask();
      await page.getByText('没有网络，请稍后再试').first().waitFor();
      await page.unroute(path);
      await page.reload();
      await page.getByText(`${ERASE} ·`).waitFor();
      await ask();
      await expect.poll(() => page.locator('textarea').inputValue(), { timeout: PATIENCE_MS }).toBe('');
      await page.reload();
      await page.getByText(`${ERASE} ·`).first().waitFor();
      expect(await page.getByText(`${ERASE} ·`).count()).toBe(1);
      await context.close();
    });

    it.each(LANGUAGES)(
      'somebody who left opens the door and sees only the own matters, in %s',
      async (language) => {
        const { page, context } = await phones.open('nothing=x', { language });
        const faults: string[] = [];
        await page.goto(doors.url);
        faults.push(...(await look(page, { name: 'leaver-door', language, ready: '.mq-form' })));
        expect(page.url()).not.toContain(doors.url.split('#/')[1] ?? 'no token');
        const [first, second] = [page.locator('input').first(), page.locator('input').nth(1)];
        await first.fill('E-gone');
        await second.fill('00000000');
        await page.getByRole('button', { name: language === 'zh' ? '进入' : 'Enter' }).click();
        await page.locator('[role=alert]').waitFor();
        await second.fill(doors.code);
        await second.press('Enter');
        faults.push(...(await look(page, { name: 'leaver-home', language, ready: '.mq-hello' })));
        await page.locator('a.mq-row').first().click();
        faults.push(...(await look(page, { name: 'leaver-case', language, ready: '.mq-facts' })));
        await page.goBack();
        await page.locator('a.mq-row[href*=agreements]').last().waitFor();
        await page.evaluate(`location.hash = '#/agreements/${doors.agreementId}'`);
        faults.push(...(await look(page, { name: 'leaver-agreement', language, ready: 'textarea' })));
        await context.close();
        expect(faults).toEqual([]);
      },
    );

    it('somebody who left finds the words again after a visit that ended, and nothing after leaving', async () => {
      const { page, context } = await phones.open('nothing=x');
      await page.goto(doors.url);
      const enter = async (): Promise<void> => {
        await page.getByRole('button', { name: '进入' }).waitFor();
        await page.locator('main:visible input').first().fill('E-gone');
        await page.locator('main:visible input').nth(1).fill(doors.code);
        await page.getByRole('button', { name: '进入' }).click();
        await page.locator('.mq-hello').waitFor();
      };
      await enter();
      const words = page.locator('textarea').last();
      await words.fill('请删除我去年的轨迹和照片');
      await context.clearCookies();
      await page.getByRole('button', { name: '提交' }).last().click();
      await enter();
      expect(await words.inputValue()).toBe('请删除我去年的轨迹和照片');
      await page.getByRole('button', { name: '退出' }).click();
      await page.getByText('已退出，需要时请重新打开链接').waitFor();
      expect(await page.locator('textarea, .mq-hello').count()).toBe(0);
      await context.close();
    });

    it('somebody who left is told the day on which a case that ended is deleted', async () => {
      const [record] = await listCases({ personId: 'gone', limit: 1 });
      if (!record) throw new Error('no case');
      const { clock: _clock, ...rest } = record;
      const history = [
        ...record.history,
        {
          at: at('11:00', '2026-11-20'),
          actorId: 'sun',
          event: 'close',
          from: record.state,
          to: 'closed' as const,
        },
      ];
      const next = { ...rest, state: 'closed' as const, version: record.version + 1, history };
      await saveMove(record, next, { pending: [], dropped: [] });
      const { page, context } = await phones.open('nothing=x', { language: 'zh' });
      await page.goto(doors.url);
      await page.locator('input').first().fill('E-gone');
      await page.locator('input').nth(1).fill(doors.code);
      await page.getByRole('button', { name: '进入' }).click();
      await page.locator('a.mq-row').first().click();
      const kept = page.getByText('本案的全部资料保存到');
      await kept.waitFor();
      expect(await kept.textContent()).toBe('本案的全部资料保存到 2028年11月19日，之后自动删除。');
      await context.close();
    });

    it.each(LANGUAGES)('HR handles leads, links and agreements at the desk, in %s', async (language) => {
      const { page, context } = await phones.open(await app.signIn('ou_sun'), { language });
      const faults: string[] = [];
      const screens = [
        { name: 'desk-leads', path: '/leads', ready: '.mq-cases' },
        { name: 'desk-lead', path: `/leads/${doors.leadId}`, ready: '.mq-quote' },
        { name: 'desk-non-compete', path: '/non-compete', ready: '.mq-cases' },
        { name: 'desk-agreement', path: `/non-compete/${doors.agreementId}`, ready: '.mq-record' },
        { name: 'desk-new-agreement', path: '/non-compete/new', ready: '.mq-action' },
        { name: 'desk-competitors', path: '/non-compete/competitors', ready: '.mq-action' },
        { name: 'desk-leavers', path: '/leavers/E-gone', ready: '.mq-tools' },
      ];
      for (const { name, path, ready } of screens)
        for (const size of [PHONE, DESK]) {
          await page.setViewportSize(size);
          await page.goto(`${app.url()}/console/#${path}`);
          await page.locator(ready).first().waitFor();
          if (name === 'desk-leavers') {
            await page.locator('button[type=submit]').click();
            await page.locator('.mq-columns').waitFor();
          }
          const wide = size === DESK ? name : `${name}-phone`;
          faults.push(...(await look(page, { name: wide, language, ready })));
        }
      await page.setViewportSize(PHONE);
      await page.goto(`${app.url()}/h5/#/leads`);
      faults.push(...(await look(page, { name: 'phone-leads', language, ready: '.mq-form' })));
      await context.close();
      expect(faults).toEqual([]);
    });

    it('all who left are listed page by page, and a link is taken back only when HR says yes', async () => {
      const left = (id: string) =>
        savePeople([
          { person: buildPerson({ id, isActive: false, leftAt: at('10:00', '2026-06-01') }), pending: [] },
        ]);
      await Promise.all(Array.from({ length: 101 }, (_, n) => left(`left-${n}`)));
      const { page, context } = await phones.open(await app.signIn('ou_sun'), { language: 'zh' });
      const rows = () => page.locator('.mq-table tbody tr').count();
      const more = page.getByRole('button', { name: '继续加载' });
      await page.goto(`${app.url()}/console/#/leavers`);
      await more.waitFor();
      expect(await rows()).toBe(100);
      expect(await look(page, { name: 'desk-leavers-more', language: 'zh', ready: '.mq-load-more' })).toEqual(
        [],
      );
      await more.click();
      await expect.poll(rows, { timeout: PATIENCE_MS }).toBe(102);
      await expect.poll(() => more.count(), { timeout: PATIENCE_MS }).toBe(0);

      await page.goto(`${app.url()}/console/#/leavers/E-gone`);
      const links = page.locator('.mq-panel', { hasText: '已生成的链接' });
      const states = async () => (await links.textContent()) ?? '';
      const revoke = links.getByRole('button', { name: '撤销' });
      const dialog = page.locator('.mq-sure').last();
      await revoke.click();
      await dialog.getByText('立即打不开').waitFor();
      expect(await look(page, { name: 'desk-leavers-sure', language: 'zh', ready: '.mq-sure' })).toEqual([]);
      await dialog.getByText('保留', { exact: true }).click();
      await dialog.waitFor({ state: 'hidden' });
      expect(await states()).not.toContain('已撤销');
      await revoke.click();
      await dialog.getByText('撤销', { exact: true }).click();
      await expect.poll(states, { timeout: PATIENCE_MS }).toContain('已撤销');
      await context.close();
    });
  },
);

const PICTURES = [
  'lead-send',
  'lead-look-up',
  'leaver-door',
  'leaver-home',
  'leaver-case',
  'leaver-agreement',
  'desk-leads',
  'desk-lead',
  'desk-non-compete',
  'desk-agreement',
  'desk-leavers',
  'phone-leads',
] as const;

it('have their picture in both languages', () => {
  const wanted = PICTURES.flatMap((name) => LANGUAGES.map((language) => pathOf(name, language)));
  expect(wanted.filter((path) => !existsSync(path))).toEqual([]);
});

const pathOf = (name: string, language: string): string => join(dir, `${name}.${language}.png`);

/** The whole screen, small enough for a repository. */
async function takePicture(page: Page, name: string, language: string): Promise<void> {
  if (!PICTURES.some((one) => one === name)) return;
  mkdirSync(dir, { recursive: true });
  const size = page.viewportSize() ?? PHONE;
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
  const raw = await page.screenshot({ animations: 'disabled' });
  await page.setViewportSize(size);
  const file = sharp(raw).resize({ width: Math.min(size.width, 720) });
  await file.png({ palette: true, colours: 64 }).toFile(pathOf(name, language));
}
