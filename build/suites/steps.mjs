// @ts-check
/** The steps that check, test and test:all are made of. Each runs to its end and gives its counts; none throws for a failed test. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Interrupted, printFailure, say, secondsSince } from '../console.mjs';
import { root, run } from '../run-command.mjs';
import { nothing, sentence, sum, tallyPlaywright, tallyVitest } from './tally.mjs';
import { isEmptyProject } from './typescript-projects.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {{ name: string, run: () => Promise<Tally> }} Step */

const results = path.join(root, 'test-results');
/** Suites whose files do not disturb each other. */
const TWO_CORES = ['unit', 'slow', 'fuzz'];
/** vitest leaves one core free, which on a machine of two halves the pace of tests that need no quiet. */
const UNIT_WORKERS = Math.max(2, os.availableParallelism() - 1);
const bin = (/** @type {string} */ file) => path.join(root, 'node_modules', file);

/**
 * Runs the steps one after another and prints a table of what came out.
 * @param {readonly Step[]} steps
 * @returns {Promise<Tally>}
 */
export async function runSteps(steps) {
  mkdirSync(results, { recursive: true });
  const rows = [];
  for (const step of steps) {
    say(`\n── ${step.name}`);
    const started = performance.now();
    const tally = await step.run().catch((error) => {
      if (error instanceof Interrupted) throw error;
      printFailure(error);
      return { ...nothing(), failed: 1 };
    });
    rows.push({ name: step.name, tally, seconds: secondsSince(started) });
  }
  const width = Math.max(...rows.map((row) => row.name.length));
  say('');
  for (const { name, tally, seconds } of rows) say(`${name.padEnd(width)}  ${seconds.padStart(6)} s  ${sentence(tally)}`);
  return sum(rows.map((row) => row.tally));
}

/**
 * A tool that passes or fails as a whole.
 * @param {string} name
 * @param {readonly string[]} args of node
 * @returns {Promise<Tally>}
 */
async function whole(name, args) {
  const done = await run(process.execPath, args);
  if (done.code === 0) return { ...nothing(), passed: 1 };
  process.stdout.write(`${name}:\n${done.stdout}${done.stderr}\n`);
  return { ...nothing(), failed: 1 };
}

/** Types, for every tsconfig of the project; what has not changed since the last time is not looked at again. @returns {Step} */
export const types = () => ({
  name: 'types',
  run: async () => {
    const projects = ['engine/api', 'engine', 'i18n', 'mock', 'electron', 'renderer', 'headless', 'tests', 'build'];
    const waiting = projects.filter((project) => existsSync(path.join(root, project, 'tsconfig.json')) && !isEmptyProject(project));
    const tallies = await Promise.all(
      waiting.map((project) => {
        const kept = bin(`.cache/shoal-types/${project.replaceAll('/', '-')}.json`);
        const words = ['-p', project, '--checkers', '1', '--incremental', '--tsBuildInfoFile', kept]; // they run beside each other already
        return whole(`types of ${project}`, [bin('typescript/bin/tsc'), ...words]);
      }),
    );
    return sum(tallies);
  },
});

/** @returns {Step} */
export const lint = () => ({ name: 'lint', run: () => whole('lint', [bin('@biomejs/biome/bin/biome'), 'lint', '--error-on-warnings']) });

/** @returns {Step} */
export const architecture = () => ({
  name: 'architecture',
  run: async () => {
    const done = await run(process.execPath, [path.join(root, 'build/check-architecture.mjs')], { inherit: true });
    return done.code === 0 ? { ...nothing(), passed: 1 } : { ...nothing(), failed: 1 };
  },
});

/**
 * The tests that want a network of their own, run inside one. Where none can be made they run outside: there they skip, or fail under CI.
 * @returns {Step}
 */
export const namespaceTests = () => ({
  name: 'namespace',
  run: async () => {
    const { canUseNamespace, inNamespace } = await import('./in-namespace.mjs');
    return runVitest('namespace', {}, [], (await canUseNamespace()) ? inNamespace : undefined);
  },
});

/**
 * A vitest project; `*` stands for anything in its name.
 * @param {string} project
 * @param {Readonly<Record<string, string>>} [env]
 * @param {readonly string[]} [only] what the paths of files contain
 * @returns {Step}
 */
export const vitest = (project, env = {}, only = []) => ({ name: project.replaceAll('*', ''), run: () => runVitest(project, env, only) });

/**
 * @param {string} project
 * @param {Readonly<Record<string, string>>} env
 * @param {readonly string[]} [only] what the paths of files contain
 * @param {(command: readonly string[]) => readonly [string, readonly string[]]} [wrap] how the command is started
 * @returns {Promise<Tally>}
 */
async function runVitest(project, env, only = [], wrap = ([program = '', ...args]) => [program, args]) {
  const report = path.join(results, `${project.replaceAll('*', '')}.json`);
  rmSync(report, { force: true });
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...only];
  if (TWO_CORES.some((name) => project.startsWith(name))) args.push('--maxWorkers', String(UNIT_WORKERS));
  const [program, words] = wrap([process.execPath, bin('vitest/vitest.mjs'), ...args]);
  const done = await run(program, words, { inherit: true, env: { ...process.env, ...env } });
  return tallyVitest(report, done.code);
}

/**
 * The app's tests in the real Electron: on a virtual display where there can be one, else on the person's own.
 * @param {readonly string[]} [only] Playwright's own filters
 * @returns {Step}
 */
export const app = (only = []) => ({ name: 'app', run: () => runPlaywright('app', 'playwright.config.ts', only) });

/**
 * The packages, made anew, and their tests: what only the packaged app can show.
 * @returns {Step}
 */
export const packaged = () => ({
  name: 'package',
  run: async () => {
    const { makePackages } = await import('../package.mjs');
    await makePackages(['dir', 'deb', 'AppImage']);
    return runPlaywright('package', 'tests/package/package.config.ts');
  },
});

/**
 * @param {string} suite a folder of tests/, and the name of its report
 * @param {string} config
 * @param {readonly string[]} [only] Playwright's own filters
 * @returns {Promise<Tally>}
 */
async function runPlaywright(suite, config, only = []) {
  if (!readdirSync(path.join(root, 'tests', suite)).some((name) => name.endsWith('.spec.ts'))) return nothing();
  const { runOnDisplay } = await import('./on-display.mjs');
  const report = path.join(results, `${suite}.json`);
  rmSync(report, { force: true });
  const code = await runOnDisplay([bin('@playwright/test/cli.js'), 'test', '--config', config, ...only]);
  return tallyPlaywright(report, code);
}
