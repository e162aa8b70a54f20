import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { judgeLine } from './judge-line.ts';

const settings = z.record(z.string(), z.unknown()).parse(workerData);

parentPort?.on('message', (line: Uint8Array) => parentPort?.postMessage(judgeLine(line, settings), []));
