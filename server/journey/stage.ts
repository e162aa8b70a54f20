import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Card, CardElement } from '../contract/card.ts';
import { MAX_FIXES_PER_BATCH } from '../contract/ingest.ts';
import { ErrorReplySchema } from '../contract/view-error.ts';
import { CaseListSchema, CaseViewSchema } from '../contract/views.ts';
import { centerOf } from '../demo/day-plan.ts';
import { buildPeople, openIdOf } from '../demo/people.ts';
import { simulateFixes, type SimulatedFix, type Stop } from '../demo/simulate-day.ts';
import { DEMO_ZONE } from '../demo/start-time.ts';
import { uuidV4Of } from '../demo/uuid.ts';
import { instantOf } from '../domain/time.ts';
import { sweep } from '../flow/sweep.ts';
import type { SandboxApproval, SandboxMessage } from '../sandbox/index.ts';
import { anybody, signIn, type Answer, type Visitor } from './visitor.ts';
import type { World } from './world.ts';

/** What a refused request was answered with; the message names everything that is missing. */
export type Refusal = Readonly<{ status: number; code: string; message: string }>;
export type Case = z.infer<typeof CaseViewSchema>;
/** A stay of a told day, by demo place id, 'HH:mm' to 'HH:mm'. */
export type ToldStop = readonly [placeId: string, from: string, to: string];

const STEP_MS = 60_000;
/** Sweeps after each moment: one acts, one relays, one hears what the tenant answered. */
const SWEEPS = 3;

/** What a story does with the world: people act through the API and the chat, time is set, and what follows is checked. */
export class Stage {
  readonly world: World;
  private readonly say: (line: string) => void;
  private readonly dir: string;
  private readonly visitors = new Map<string, { visitor: Visitor; at: number }>();
  private readonly sent = new Map<string, number>();

  constructor(world: World, { say, dir }: { say: (line: string) => void; dir: string }) {
    this.world = world;
    this.say = say;
    this.dir = dir;
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

  /** A record of the company's systems, through the keyed door. */
  async record(kind: string, externalId: string, record: unknown): Promise<void> {
    const reply = await fetch(new URL(`/api/v1/records/${kind}/${externalId}`, this.world.url), {
      method: 'PUT',
      headers: { authorization: `Bearer ${this.world.recordsKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(record),
    });
    if (!reply.ok) throw new Error(`record ${kind} ${externalId}: ${reply.status} ${await reply.text()}`);
    await this.settle();
  }

  /** The phone sends a day's positions at the present moment, one a minute. */
  async phoneSends(key: string, day: string, stops: readonly ToldStop[]): Promise<void> {
    const told = stops.map(([placeId, from, to]): Stop => ({
      at: centerOf(placeId),
      fromMs: +instantOf(day, from, DEMO_ZONE),
      toMs: +instantOf(day, to, DEMO_ZONE),
    }));
    await this.sendFixes(key, simulateFixes({ seed: `${key} ${day}`, stops: told, stepMs: STEP_MS }));
  }

  async sendFixes(key: string, fixes: readonly SimulatedFix[]): Promise<void> {
    const visitor = await this.as(key);
    for (let from = 0; from < fixes.length; from += MAX_FIXES_PER_BATCH) {
      const part = fixes.slice(from, from + MAX_FIXES_PER_BATCH);
      const first = this.sent.get(key) ?? 0;
      this.sent.set(key, first + part.length);
      const answer = await visitor.send('POST', '/api/v1/fixes', {
        installId: uuidV4Of(`journey ${key}`),
        sentAtMs: +this.world.clock.now(),
        serverOffsetMs: 0,
        datum: 'wgs84',
        fixes: part.map(({ atMs, ...fix }, n) => ({ ...fix, seq: first + n, capturedAtMs: atMs })),
      });
      demand(answer, `${key} sends positions`);
    }
  }

  /** The newest message in the chat with the bot (or of a group) whose card holds the words. */
  card(key: string, words: string): SandboxMessage {
    const found = this.cards(key).findLast((message) => JSON.stringify(message.card).includes(words));
    if (!found) throw new Error(`no card for ${key} says ${words}`);
    return found;
  }

  cards(key: string): SandboxMessage[] {
    const openId = openIdOf(key);
    return this.world.sandbox
      .messages()
      .filter(({ receiverOpenId, chatId, card }) => card && (receiverOpenId === openId || chatId === key));
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
    const found = this.world.sandbox
      .approvals()
      .findLast((approval) => approval.status === 'PENDING' && JSON.stringify(approval).includes(words));
    if (!found) throw new Error(`no approval is pending about ${words}`);
    return found;
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

  /** Leaves a file for the reader of the journey. */
  async keep(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    await writeFile(join(this.dir, name), content);
  }
}

function demand({ status, body }: Answer, what: string): void {
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
}

type Button = Extract<CardElement, { tag: 'button' }>;

function findButton(elements: Card['body']['elements'], label: string): Button | null {
  for (const element of elements) {
    if (element.tag === 'button' && element.text?.content === label) return element;
    const inner =
      element.tag === 'column_set'
        ? element.columns.flatMap((column) => column.elements)
        : element.tag === 'form' || element.tag === 'collapsible_panel'
          ? element.elements
          : [];
    const found = inner.length > 0 ? findButton(inner, label) : null;
    if (found) return found;
  }
  return null;
}
