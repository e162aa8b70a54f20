import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { ErrorReplySchema } from '../contract/view-error.ts';
import { CaseListSchema, CaseViewSchema } from '../contract/views.ts';
import { buildPeople, openIdOf } from '../demo/people.ts';
import type { SimulatedFix } from '../demo/simulate-day.ts';
import { DEMO_ZONE } from '../demo/start-time.ts';
import { instantOf } from '../domain/time.ts';
import { sweep } from '../flow/sweep.ts';
import type { SandboxApproval, SandboxMessage } from '../sandbox/index.ts';
import type { Camera } from './camera.ts';
import { cardsOf, findApproval, findCard } from './chat.ts';
import { findButton } from './find-button.ts';
import { fixesOf, Phone, type ToldStop } from './phone.ts';
import { anybody, demand, signIn, type Visitor } from './visitor.ts';
import type { World } from './world.ts';

/** What a refused request was answered with; the message names everything that is missing. */
type Refusal = Readonly<{ status: number; code: string; message: string }>;
export type Case = z.infer<typeof CaseViewSchema>;
/** Sweeps after each moment: one acts, one relays, one hears what the tenant answered. */
const SWEEPS = 3;

type StageOptions = Readonly<{
  say: (line: string) => void;
  /** Where a story leaves its files. */
  dir: string;
  /** Takes the pictures of cards; null where no browser is installed. */
  camera: Camera | null;
}>;

/** What a story does with the world: people act through the API and the chat, time is set, and what follows is checked. */
export class Stage {
  readonly world: World;
  private readonly say: (line: string) => void;
  private readonly dir: string;
  private readonly camera: Camera | null;
  private readonly visitors = new Map<string, { visitor: Visitor; at: number }>();
  private readonly phones = new Map<string, Phone>();

  constructor(world: World, { say, dir, camera }: StageOptions) {
    this.world = world;
    this.say = say;
    this.dir = dir;
    this.camera = camera;
  }

  /** Sets the clock of the story, 'YYYY-MM-DD HH:mm' in Shanghai, and lets everything due happen. */
  async at(when: string, what: string): Promise<void> {
    const [day = '', clock = ''] = when.split(' ');
    this.world.clock.set(instantOf(day, clock, DEMO_ZONE));
    this.say(`  ${when}  ${what}`);
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < SWEEPS; turn++) {
      await sweep(this.world.deps);
      await this.world.sandbox.deliverNow();
    }
  }

  /** Calls the API as a person of the demo company; the session is a new one whenever the clock has moved. */
  async as(key: string): Promise<Visitor> {
    const at = +this.world.clock.now();
    const known = this.visitors.get(key);
    if (known?.at === at) return known.visitor;
    const index = buildPeople().findIndex((person) => person.key === key);
    const visitor = await signIn(this.world.url, this.world.sandbox.url, `MQ${1001 + index}`);
    this.visitors.set(key, { visitor, at });
    return visitor;
  }

  anybody(): Visitor {
    return anybody(this.world.url);
  }

  /** POSTs as somebody and lets what follows happen; anything but success ends the story. */
  async post(key: string, path: string, body: unknown): Promise<unknown> {
    const answer = await (await this.as(key)).send('POST', path, body);
    demand(answer, `${key} POST ${path}`);
    await this.settle();
    return answer.body;
  }

  async get(key: string, path: string): Promise<unknown> {
    const answer = await (await this.as(key)).get(path);
    demand(answer, `${key} GET ${path}`);
    return answer.body;
  }

  /** The refusal of a request that must not succeed. */
  async refused(key: string, path: string, body: unknown): Promise<Refusal> {
    const { status, body: said } = await (await this.as(key)).send('POST', path, body);
    if (status < 400 || status >= 500) throw new Error(`${key} POST ${path} is not refused: ${status}`);
    const { code, message } = ErrorReplySchema.parse(said).error;
    return { status, code, message };
  }

  /** The phone sends a day's positions at the present moment, one a minute. */
  async phoneSends(key: string, day: string, stops: readonly ToldStop[]): Promise<void> {
    await this.sendFixes(key, fixesOf(key, day, stops));
  }

  async sendFixes(key: string, fixes: readonly SimulatedFix[]): Promise<void> {
    const phone = this.phones.get(key) ?? new Phone(key);
    this.phones.set(key, phone);
    await phone.send(await this.as(key), fixes, this.world.clock.now());
  }

  /** The newest message in the chat with the bot (or of a group) whose card holds the words. */
  card(key: string, words: string): SandboxMessage {
    return findCard(this.cards(key), { key, words });
  }

  cards(key: string): SandboxMessage[] {
    return cardsOf(this.world.sandbox, key);
  }

  /** Presses the button of a card that says `label`; answers what the chat app shows. */
  async press(
    key: string,
    message: SandboxMessage,
    label: string,
    formValue?: Record<string, unknown>,
  ): Promise<string> {
    const button = message.card ? findButton(message.card.body.elements, label) : null;
    if (!button) throw new Error(`the card has no button ${label}`);
    const value = button.behaviors?.find((behavior) => behavior.type === 'callback')?.value;
    const reply = await this.world.sandbox.pressButton({
      openId: openIdOf(key),
      messageId: message.messageId,
      ...(button.name === undefined ? { ...(value && { value }) } : { name: button.name }),
      ...(formValue && { formValue }),
    });
    await this.settle();
    return reply.toast?.content ?? '';
  }

  /** The pending approval whose form holds the words. */
  approval(words: string): SandboxApproval {
    return findApproval(this.world.sandbox, words);
  }

  async decide(
    key: string,
    approval: SandboxApproval,
    decision: 'APPROVED' | 'REJECTED',
    comment: string,
  ): Promise<void> {
    const { instanceCode } = approval;
    await this.world.sandbox.approve({ openId: openIdOf(key), instanceCode, decision, comment });
    await this.settle();
  }

  /** Whoever of several the question went to agrees. */
  async agreeAsAsked(approval: SandboxApproval, comment: string): Promise<void> {
    const asked = approval.tasks.find(({ status }) => status === 'PENDING');
    if (!asked) throw new Error('nobody is asked');
    const task = { openId: asked.openId, instanceCode: approval.instanceCode };
    await this.world.sandbox.approve({ ...task, decision: 'APPROVED', comment });
    await this.settle();
  }

  /** The newest case, as this person reads it. */
  async newestCase(key: string): Promise<Case> {
    const { cases } = CaseListSchema.parse(await this.get(key, '/api/v1/cases'));
    const [first] = cases;
    if (!first) throw new Error('there is no case');
    return this.readCase(key, first.id);
  }

  async readCase(key: string, caseId: string): Promise<Case> {
    return CaseViewSchema.parse(await this.get(key, `/api/v1/cases/${caseId}`));
  }

  async hasCases(key: string): Promise<boolean> {
    return CaseListSchema.parse(await this.get(key, '/api/v1/cases')).cases.length > 0;
  }

  expect(isTrue: boolean, what: string): void {
    if (!isTrue) throw new Error(`not so: ${what}`);
    this.say(`      ✓ ${what}`);
  }

  /** Leaves a card of the person's chat with the bot as it is now: what was sent, and its picture where a browser is installed. */
  async keepCard(key: string, name: string, { messageId, card }: SandboxMessage): Promise<void> {
    await this.keep(`${name}.json`, JSON.stringify(card, null, 2));
    if (!this.camera) return;
    const seat = { pageUrl: this.world.sandbox.url, openId: openIdOf(key) };
    await this.keep(`${name}.png`, await this.camera.take(messageId, seat));
  }

  /** Leaves a file for the reader of the journey. */
  async keep(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    await writeFile(join(this.dir, name), content);
  }
}
