import type { LetterKind } from '../contract/sanction.ts';
import { sayRefusal, type RefusalCode } from '../contract/texts/refusals.ts';
import { SanctionViewSchema, type LetterView } from '../contract/view-sanction.ts';
import { FOUND, HR, PROMOTER } from './procedure.ts';
import type { Stage } from './stage.ts';

const PATH = 'rule_breach';
/** What HR says of the case: a position, and a record that is none. */
export const EVIDENCE = [
  { kind: 'location', note: '定位记录显示在其他门店停留 75 分钟' },
  { kind: 'attendance_record', note: '当天下午无外出登记' },
] as const;
const LEGAL_BASIS = '外勤人员行为规范；劳动合同法第三十九条第二项';

type Step = Readonly<Record<string, unknown> & { event: string }>;

/** The path of art. 39(2) of one case, step by step, each at the version HR sees. */
export class SanctionPath {
  private readonly stage: Stage;
  private readonly caseId: string;

  constructor(stage: Stage, caseId: string) {
    this.stage = stage;
    this.caseId = caseId;
  }

  async take(step: Step): Promise<void> {
    await this.stage.post(HR, this.url('sanction/steps'), await this.bodyOf(step));
  }

  /** The step is refused, with this reason. */
  async cannot(step: Step, code: string): Promise<void> {
    const refusal = await this.stage.refused(HR, this.url('sanction/steps'), await this.bodyOf(step));
    this.stage.expect(refusal.code === code, `${step.event} is refused: ${code}`);
  }

  async propose(penalty: string): Promise<void> {
    await this.stage.post(HR, this.url('propose'), await this.proposalOf(penalty));
  }

  /** The proposal is refused, and the answer names exactly what is missing. */
  async cannotPropose(
    penalty: string,
    missing: readonly RefusalCode[],
    evidence: unknown = EVIDENCE,
  ): Promise<void> {
    const body = { ...(await this.proposalOf(penalty)), evidence };
    const { code, message } = await this.stage.refused(HR, this.url('propose'), body);
    const [first] = missing;
    const isSaid = code === first && message === sayRefusal(first, 'en', { missing });
    this.stage.expect(isSaid, `${penalty} cannot be proposed: ${missing.join(', ')}`);
  }

  /** While the case waits for somebody outside, nothing is proposed at all. */
  async cannotProposeWaiting(penalty: string, waitKind: string): Promise<void> {
    const { clock } = await this.stage.readCase(HR, this.caseId);
    const { code } = await this.stage.refused(HR, this.url('propose'), await this.proposalOf(penalty));
    const isWaiting = code === 'case_waiting' && clock?.kind === waitKind;
    this.stage.expect(isWaiting, `${penalty} cannot be proposed: the case waits (${waitKind})`);
  }

  async cannotExecute(code: string): Promise<void> {
    const { version } = await this.stage.readCase(HR, this.caseId);
    const refusal = await this.stage.refused(HR, this.url('execute'), { version });
    this.stage.expect(refusal.code === code, `it cannot be carried out: ${code}`);
  }

  async execute(): Promise<void> {
    const { version } = await this.stage.readCase(HR, this.caseId);
    await this.stage.post(HR, this.url('execute'), { version });
  }

  /** Issues a letter and keeps its PDF among the files of the story. */
  async issue(body: Readonly<{ kind: LetterKind }>): Promise<LetterView> {
    const { kind } = body;
    await this.stage.post(HR, this.url('letters'), body);
    const letter = (await this.view()).letters.find((one) => one.kind === kind);
    if (!letter) throw new Error(`no ${kind} letter is on the case`);
    const file = await (await this.stage.as(HR)).get(this.url(`letters/${letter.id}/file`));
    const isPdf = file.bytes.subarray(0, 5).toString() === '%PDF-';
    this.stage.expect(isPdf, `the ${kind} letter ${letter.no} is a PDF of ${file.bytes.length} bytes`);
    await this.stage.keep(`${letter.no}-${kind}.pdf`, file.bytes);
    return letter;
  }

  async cannotIssue(body: Readonly<{ kind: LetterKind }>, code = 'letter_not_due'): Promise<void> {
    const refusal = await this.stage.refused(HR, this.url('letters'), body);
    this.stage.expect(refusal.code === code, `a ${body.kind} letter is refused: ${code}`);
  }

  /** The person says 收到 in the phone app. */
  async receive(letter: LetterView): Promise<void> {
    await this.stage.post(PROMOTER, this.url(`letters/${letter.id}/receipt`), {});
  }

  async view() {
    return SanctionViewSchema.parse(await this.stage.get(HR, this.url('sanction')));
  }

  private url(rest: string): string {
    return `/api/v1/cases/${this.caseId}/${rest}`;
  }

  private async bodyOf(step: Step) {
    const known = (await this.view()).paths.find(({ path }) => path === PATH);
    return { path: PATH, version: known?.version ?? 0, ...step };
  }

  private async proposalOf(penalty: string) {
    const { version } = await this.stage.readCase(HR, this.caseId);
    return { version, path: PATH, penalty, reason: FOUND, legalBasis: LEGAL_BASIS, evidence: EVIDENCE };
  }
}
