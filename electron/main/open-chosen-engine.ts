/** Opens the engine that a start asks for: the real one, or with `--mock` the made-up one. */
import path from 'node:path';
import { app } from 'electron';
import type { EngineApi } from '../../engine/api/engine.js';
import type { EngineEvent } from '../../engine/api/view-messages.js';
import { openEngine } from '../../engine/index.js';
import type { LaunchOptions } from './command-line.js';
import { logEngineEvent } from './engine-host.js';
import type { FileLog } from './log.js';
import { openMock } from './mock-host.js';
import type { TestHooks } from './test-hooks.js';

export async function openChosenEngine(launch: LaunchOptions, log: FileLog, hooks: TestHooks | null): Promise<EngineApi> {
  if (launch.mock === null) {
    return openEngine({
      stateDir: path.join(app.getPath('userData'), 'engine'),
      diskWorker: new URL('./disk-worker.mjs', import.meta.url).href,
      settings: launch.settings,
      clientName: `${app.getName()} ${app.getVersion()}`,
      onEvent: (event: EngineEvent) => logEngineEvent(log, event),
    });
  }
  const { engine, mock } = await openMock(launch.mock, launch.settings.downloadFolder ?? app.getPath('downloads'));
  if (hooks !== null) hooks.mock = mock;
  return engine;
}
