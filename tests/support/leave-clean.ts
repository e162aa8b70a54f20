import { afterAll, vi } from 'vitest';

// Files share the modules and globals of their worker: what one stands in for must not stay for the next.
afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
  vi.restoreAllMocks();
});
