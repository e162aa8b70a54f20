import { Histogram } from 'prom-client';
import { registry } from './registry.ts';

const commands = new Histogram({
  name: 'mingqin_store_command_seconds',
  help: 'How long a connection is held for a command of the store and its answer',
  buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 5],
  registers: [registry],
});

export const noteCommand = (seconds: number): void => commands.observe(seconds);
