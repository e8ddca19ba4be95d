/**
 * What end-to-end tests may see and do in the main process, on `globalThis.__shoalTest`. It exists only when
 * SHOAL_E2E=1 is set, and never in a packaged app.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serialize } from 'node:v8';
import type { EngineApi } from '../../engine/api/engine.js';
import type { Push } from '../contract/channel.js';
import type { MenuEntry } from './menus/context-menus.js';

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
  readonly ipc: PushCounters;
  /** Resolution 1 ms; running from the start, `reset()` at will. */
  readonly loopDelay: ReturnType<typeof monitorEventLoopDelay>;
  /** The label or value the next context menu answers with, without showing; null closes it; undefined shows it. */
  nextMenuChoice: unknown;
  /** Labels of the last menu answered that way; `-` for separators. */
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
  const hooks: TestHooks = { engine: null, ipc: newCounters(), loopDelay, nextMenuChoice: undefined, lastMenu: [], errors: [] };
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

/** Takes the choice a test has laid down, by label (its beginning) or by value; null closes the menu. */
export function chooseForTest<T>(entries: readonly MenuEntry<T>[], hooks: TestHooks): T | null {
  const wanted = hooks.nextMenuChoice;
  hooks.nextMenuChoice = undefined;
  hooks.lastMenu = entries.map((entry) => (entry === 'separator' ? '-' : entry.label));
  for (const entry of entries) {
    if (entry === 'separator' || entry.enabled === false || wanted === null) continue;
    if (JSON.stringify(entry.value) === JSON.stringify(wanted)) return entry.value;
    if (typeof wanted === 'string' && entry.label.startsWith(wanted)) return entry.value;
  }
  return null;
}
