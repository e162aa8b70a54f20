import { PlatformFault } from './fault.ts';
import type { TenantState } from './tenant.ts';
import { addDays, dayOf, instantOf } from './time.ts';

const beforeDeadlineMs = 2 * 3_600_000;
const morning = '09:05';

/** The page's clock: what it shows, and its two buttons. */
export function createClockButtons(state: TenantState) {
  const { clock, deadlineAt = () => Promise.resolve(null) } = state.options;
  let moving = false;
  return {
    show: async () => {
      const deadline = await deadlineAt().catch(() => null);
      const usable = deadline !== null && deadline.getTime() - beforeDeadlineMs > state.nowMs();
      return { nowMs: state.nowMs(), deadlineAtMs: usable ? deadline.getTime() : null, moving };
    },
    advance: async (to: 'tomorrow' | 'deadline') => {
      if (moving) throw new PlatformFault(409, '时钟正在走，请稍候', { status: 409 });
      moving = true;
      try {
        const deadline = to === 'deadline' ? await deadlineAt() : null;
        const atMs =
          to === 'tomorrow'
            ? instantOf(addDays(dayOf(state.nowMs()), 1), morning)
            : (deadline?.getTime() ?? 0) - beforeDeadlineMs;
        if (atMs <= state.nowMs()) throw new PlatformFault(409, '现在没有两小时以后的期限', { status: 409 });
        await clock.advanceTo(new Date(atMs));
      } finally {
        moving = false;
      }
      return {};
    },
  };
}
