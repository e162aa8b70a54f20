import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';

/** A machine of two cores under load: everything is waited for, nothing is slept for. */
export const PATIENCE_MS = 60_000;

/** The sandbox tenant's page, as one visitor uses it. */
export type Sandbox = Readonly<{
  page: Page;
  phone: FrameLocator;
  /** Takes a person's seat and waits until the phone beside is theirs. */
  become: (persona: string, name: string) => Promise<void>;
  /** Follows the highlighted next step, once it names this persona, and waits until the phone beside is theirs. */
  takeNextStep: (persona: string, name: string, about?: string) => Promise<void>;
  messages: (text: string) => Locator;
}>;

export async function openSandbox(context: BrowserContext, address: string): Promise<Sandbox> {
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  await page.goto(address);
  const phone = page.frameLocator('#phone iframe');
  const arrive = (name: string): Promise<void> =>
    phone.locator('.mq-hello strong', { hasText: name }).waitFor();
  return {
    page,
    phone,
    become: async (persona, name) => {
      await page.locator('.chips .chip', { hasText: persona }).click();
      await arrive(name);
    },
    takeNextStep: async (persona, name, about = '') => {
      const next = page.locator('#next', { hasText: `${persona}：` }).filter({ hasText: about });
      await next.getByRole('button').click();
      await arrive(name);
    },
    messages: (text) => page.locator('.message', { hasText: text }),
  };
}

/** Presses a card's button and confirms, as the chat app asks to. */
export async function pressAndConfirm({ page }: Sandbox, button: Locator): Promise<void> {
  await button.click();
  await page.locator('dialog').getByRole('button', { name: '确定' }).click();
}

/** The yes of the question that the app asks before what cannot be undone. */
export const sure = (page: Page): Locator => page.locator('dialog.mq-sure .mq-sure-yes');

/** Opens what a card's button leads to, in the tab that it opens. */
export async function openTab({ page }: Sandbox, button: Locator): Promise<Page> {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), button.click()]);
  return tab;
}

/** Writes over what drafts in a form leave open. */
export async function fillBlanks(form: Locator): Promise<void> {
  for (const field of await form.locator('textarea').all())
    await field.fill((await field.inputValue()).replace(/［[^］]*］/, '排班、打卡与定位，时间一致'));
}
