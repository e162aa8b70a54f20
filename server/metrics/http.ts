import { Counter, Histogram } from 'prom-client';
import { registry } from './registry.ts';

const requests = new Counter({
  name: 'mingqin_http_requests_total',
  help: 'Requests answered, by the pattern of their route',
  labelNames: ['method', 'route', 'status'] as const,
  registers: [registry],
});
const seconds = new Histogram({
  name: 'mingqin_http_request_seconds',
  help: 'From the first byte of a request to the end of its answer',
  labelNames: ['method', 'route'] as const,
  buckets: [0.01, 0.05, 0.1, 0.3, 1, 3, 10, 60],
  registers: [registry],
});
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** `route`: a pattern from the code; `status` = the HTTP status, null when the caller went before the end. */
export function noteRequest(
  request: Readonly<{ method: string; route: string; status: number | null; seconds: number }>,
): void {
  const method = METHODS.has(request.method) ? request.method : 'other';
  const { route } = request;
  const status = request.status === null ? 'aborted' : `${Math.floor(request.status / 100)}xx`;
  requests.inc({ method, route, status });
  seconds.observe({ method, route }, request.seconds);
}
