/**
 * What end-to-end tests may see and do in the main process, on `globalThis.__shoalTest`. It exists only when
 * SHOAL_E2E=1 is set, and never in a packaged app.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serialize } from 'node:v8';
import type { EngineApi } from '../../engine/api/engine.js';
import type { MockEngine } from '../../mock/mock-engine.js';
import type { Push } from '../contract/channel.js';
import type { MenuChoice, MenuEntry } from './menus/context-menus.js';

/** Messages and structured-clone bytes from main to the page, since the last `reset`. */
export interface PushCounters {
  messages: number;
  bytes: number;
  largestBytes: number;
  /** Messages that carried a part of a snapshot, and their bytes; counted above too. */
  snapshotMessages: number;
  snapshotBytes: number;
  reset(): void;
}

export interface TestHooks {
  /** Null until the engine has opened. */
  engine: EngineApi | null;
  /** The mock engine, if that is what runs. */
  mock: MockEngine | null;
  readonly ipc: PushCounters;
  /** Resolution 1 ms; running from the start, `reset()` at will. */
  readonly loopDelay: ReturnType<typeof monitorEventLoopDelay>;
  /** The label or value the next context menu answers with, without showing, or a promise of it; null closes it; undefined shows it. */
  nextMenuChoice: unknown;
  /** Labels of the last menu answered that way; `-` for separators, `A > B` for what is in a submenu. */
  lastMenu: readonly string[];
  /** Uncaught errors of the main process, as text. */
  readonly errors: string[];
}

declare global {
  var __shoalTest: TestHooks | undefined;
}

/** Makes the hooks, or answers null outside test runs. */
export function exposeTestHooks(environment: NodeJS.ProcessEnv, packaged: boolean): TestHooks | null {
  if (environment.SHOAL_E2E !== '1' || packaged) return null;
  const loopDelay = monitorEventLoopDelay({ resolution: 1 });
  loopDelay.enable();
  const hooks: TestHooks = { engine: null, mock: null, ipc: newCounters(), loopDelay, nextMenuChoice: undefined, lastMenu: [], errors: [] };
  globalThis.__shoalTest = hooks;
  return hooks;
}

/** Counts one message to the page. */
export function countPush(counters: PushCounters, batch: readonly Push[]): void {
  const bytes = serialize(batch).byteLength;
  counters.messages++;
  counters.bytes += bytes;
  counters.largestBytes = Math.max(counters.largestBytes, bytes);
  if (batch.some((push) => push.kind === 'view' && push.message.kind.endsWith('-snapshot'))) {
    counters.snapshotMessages++;
    counters.snapshotBytes += bytes;
  }
}

function newCounters(): PushCounters {
  return {
    messages: 0,
    bytes: 0,
    largestBytes: 0,
    snapshotMessages: 0,
    snapshotBytes: 0,
    reset() {
      this.messages = this.bytes = this.largestBytes = this.snapshotMessages = this.snapshotBytes = 0;
    },
  };
}

/**
 * Takes the choice a test has laid down, by label (its beginning) or by value; null closes the menu. A promise keeps the
 * menu open until it is settled.
 */
export async function chooseForTest<T>(entries: readonly MenuEntry<T>[], hooks: TestHooks): Promise<T | null> {
  const asked = hooks.nextMenuChoice;
  hooks.nextMenuChoice = undefined;
  hooks.lastMenu = labelsOf(entries, '');
  const wanted = await asked;
  if (wanted === null) return null;
  const same = (choice: MenuChoice<T>): boolean =>
    choice.enabled !== false &&
    (JSON.stringify(choice.value) === JSON.stringify(wanted) || (typeof wanted === 'string' && choice.label.startsWith(wanted)));
  return choicesOf(entries).find(same)?.value ?? null;
}

function labelsOf<T>(entries: readonly MenuEntry<T>[], before: string): readonly string[] {
  return entries.flatMap((entry) => {
    if (entry === 'separator') return ['-'];
    const label = before + entry.label;
    return 'submenu' in entry ? labelsOf(entry.submenu, `${label} > `) : [label];
  });
}

function choicesOf<T>(entries: readonly MenuEntry<T>[]): readonly MenuChoice<T>[] {
  return entries.flatMap((entry) => (entry === 'separator' ? [] : 'submenu' in entry ? choicesOf(entry.submenu) : [entry]));
}
