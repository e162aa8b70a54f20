import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBreaches, listImports, ROOMS } from './support/architecture.ts';
import { OWN } from './vitest.config.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(path));
const code = files.filter((path) => /^(server|miniapp)\/.*\.(ts|tsx)$/.test(path));

const RESET_MODULES = ['vi', 'resetModules'].join('.');

describe('the house', { timeout: 120_000 }, () => {
  it('imports only go downhill, every file lives in a named room, and domain is pure', () => {
    expect(code.length).toBeGreaterThan(10);
    expect(code.flatMap((path) => findBreaches(path, readFileSync(path, 'utf8')))).toEqual([]);
  });

  it('has exactly the agreed top level', () => {
    const allowed =
      /^(\..*|package\.json|package-lock\.json|tsconfig\.json|manifest\.json|README\.md|LICENSE|miniapp|server|tests)$/;
    const top = [...new Set(files.map((path) => path.split('/')[0] ?? ''))];
    expect(top.filter((name) => !allowed.test(name))).toEqual([]);
  });

  it('names every room in the README', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(Object.keys(ROOMS).filter((room) => !readme.includes(`\`${room}\``))).toEqual([]);
  });

  it('lets only tests that share no modules make modules anew: the models of the store can be made once', () => {
    const anew = files.filter(
      (path) => path.endsWith('.test.ts') && readFileSync(path, 'utf8').includes(RESET_MODULES),
    );
    expect(anew).not.toEqual([]);
    expect(anew.filter((path) => !OWN.includes(path))).toEqual([]);
  });

  it('leaves no file longer than it can be read', () => {
    const long = code.filter((path) => readFileSync(path, 'utf8').split('\n').length > 260);
    expect(long).toEqual([]);
  });
});

describe('care for teams', { timeout: 120_000 }, () => {
  const isCare = (path: string): boolean => /\bcare(-reports|-settings)?(\.ts|\/)/.test(path);
  const judging = code.filter((path) =>
    /^server\/(domain\/(detectors|policy|tuning|custom-rule|baseline)\/|flow\/((detect|alert)[\w/-]*\.ts|(custom-rule\/|tuning\/replay)))/.test(
      path,
    ),
  );

  it('cannot be read by anything that judges people, however many files lie between (M24)', () => {
    expect(code.filter(isCare).length).toBeGreaterThan(3);
    expect(judging.length).toBeGreaterThan(50);
    expect([...reachableFrom(judging)].filter(isCare)).toEqual([]);
  });

  it('would be found out: what makes the reports does read it', () => {
    expect([...reachableFrom(['server/flow/sweep.ts'])].filter(isCare)).not.toEqual([]);
  });
});

describe('what somebody writes about other hours', { timeout: 120_000 }, () => {
  it('is in no file that a detector, a baseline or a rule loads: they see the hours alone (M24)', () => {
    const judging = code.filter((path) =>
      /^server\/domain\/(detectors|baseline|custom-rule|tuning)\//.test(path),
    );
    const isFlexible = (path: string): boolean => /flexible|flexed/.test(path);
    expect(code.filter(isFlexible).length).toBeGreaterThan(20);
    expect([...reachableFrom(judging)].filter(isFlexible)).toEqual([]);
    const hours = [...reachableFrom(['server/domain/flexible-hours.ts'])];
    expect(hours.filter((path) => path.startsWith('server/contract/'))).toEqual([]);
  });
});

describe('the day’s route', { timeout: 120_000 }, () => {
  const judging = code.filter((path) =>
    /^server\/(domain\/(detectors|policy|tuning|custom-rule|baseline|case)\/|flow\/((detect|alert|case|decision)[\w/-]*\.ts|(custom-rule\/|tuning\/replay)))/.test(
      path,
    ),
  );
  const isRoute = (path: string): boolean =>
    /^server\/(domain\/route\/|flow\/route\/|store\/route-marks\.ts)/.test(path);

  it('is a help: nothing that judges people can read it, however many files lie between (M21)', () => {
    expect(code.filter(isRoute).length).toBeGreaterThan(6);
    expect(judging.length).toBeGreaterThan(50);
    expect([...reachableFrom(judging)].filter(isRoute)).toEqual([]);
  });

  it('reads no position of anybody: records and places alone', () => {
    const read = [
      ...reachableFrom(['server/flow/route/day-route.ts', 'server/flow/route/day-plans.ts']),
    ].filter(isRoute);
    const imports = read.flatMap((path) => listImports(path, readFileSync(path, 'utf8')));
    expect(imports.filter((path) => /load-track|segments|punches|signals|detections/.test(path))).toEqual([]);
  });
});

describe('what a map company is asked', () => {
  it('rests on places alone: nothing that asks reads anything of a person', () => {
    const asking = code.filter((path) => /^server\/(connectors\/map|flow\/place)\//.test(path));
    expect(asking.length).toBeGreaterThan(6);
    const imports = asking.flatMap((path) => listImports(path, readFileSync(path, 'utf8')));
    const ofPeople = /track|segments|punches|signals|detections|visits|schedules|work-records|photos|alerts/;
    expect(imports.filter((path) => ofPeople.test(path))).toEqual([]);
  });
});

/** Every file of ours that the given ones load, by whatever way. */
function reachableFrom(paths: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const left = [...paths];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (seen.has(path) || !existsSync(path)) continue;
    seen.add(path);
    const own = listImports(path, readFileSync(path, 'utf8')).filter((target) => target.startsWith('.'));
    for (const target of own) left.push(normalize(join(dirname(path), target)));
  }
  return seen;
}

describe('the architecture check can fail', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ['server/domain/x.ts', `import { readFileSync } from 'node:fs';`, 'package node:fs'],
    ['server/domain/x.ts', `import { findPerson } from '../store/people.ts';`, 'may not import store'],
    ['server/domain/x.ts', `export const f = () => Date.now();`, 'Date.now'],
    ['server/domain/x.ts', `export const f = () => new Date();`, 'no clock'],
    ['server/domain/x.ts', `import dayjs from 'dayjs'; export const f = () => dayjs();`, 'no clock'],
    ['server/domain/x.ts', `export const f = () => Math.random();`, 'Math.random'],
    ['server/domain/x.ts', `export const f = async () => 1;`, 'synchronous'],
    ['server/domain/x.ts', `export const f = () => process.env;`, 'process'],
    ['server/domain/x.ts', `export const f = () => import('zod');`, 'at run time'],
    ['server/flow/x.ts', `import Koa from 'koa';`, 'package koa'],
    ['server/flow/x.ts', `import mongoose from 'mongoose';`, 'package mongoose'],
    ['server/flow/x.ts', `import { readConfig } from '../config.ts';`, 'may not import config'],
    ['server/http/x.ts', `import { x } from '../jobs/agenda.ts';`, 'may not import jobs'],
    ['server/http/x.ts', `import { x } from '../demo/company.ts';`, 'demo only'],
    ['server/contract/x.ts', `export { x } from '../domain/time.ts';`, 'may not import domain'],
    ['server/sandbox/x.ts', `import { x } from '../store/people.ts';`, 'may not import store'],
    ['server/embedded/x.ts', `import { x } from '../flow/deps.ts';`, 'may not import flow'],
    ['miniapp/x.tsx', `import { x } from '../server/flow/deps.ts';`, 'may not import flow'],
    ['server/utils/x.ts', `export const x = 1;`, 'no named room'],
    ['server/flow/x.ts', `import { x } from '../utils/x.ts';`, 'no named room'],
    ['server/flow/x.ts', `const n = 'a'; void import(n);`, '<computed>'],
  ];
  it.each(bad)('refuses in %s: %s', (path, source, expected) => {
    expect(findBreaches(path, source).join('\n')).toContain(expected);
  });
  it('accepts a pure domain file', () => {
    expect(
      findBreaches(
        'server/domain/x.ts',
        `import { z } from 'zod'; export const f = (now: Date) => new Date(now.getTime() + 1);`,
      ),
    ).toEqual([]);
  });
});
