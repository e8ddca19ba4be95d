/**
 * The engine's place in the app. The window does not wait for it: commands do, and the page's view opens when it is
 * there. Invariant: after `close`, no command reaches it.
 */
import type { ArgsOf, CommandName, ResultOf } from '../../engine/api/commands.js';
import type { EngineApi } from '../../engine/api/engine.js';
import { EngineError } from '../../engine/api/errors.js';
import type { EngineEvent } from '../../engine/api/view-messages.js';
import type { Log } from './log.js';

export class EngineHost {
  /** The engine, once it is there; rejects with EngineError when it could not open. */
  readonly ready: Promise<EngineApi>;
  private engine: EngineApi | null = null;
  private closing: Promise<void> | null = null;

  /** `downloadFolder`: where downloads go as long as no one has chosen a folder; asked only then. */
  constructor(open: () => Promise<EngineApi>, downloadFolder: () => Promise<string>) {
    this.ready = start(open, downloadFolder).then((engine) => {
      this.engine = engine;
      return engine;
    });
    this.ready.catch(() => undefined); // whoever needs it hears of it; it is never an unhandled rejection
  }

  /** The engine if it is there and not closing. */
  get current(): EngineApi | null {
    return this.closing === null ? this.engine : null;
  }

  /** Runs a parsed command as soon as the engine is there. */
  async execute<N extends CommandName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>> {
    const engine = await this.ready;
    if (this.closing !== null) throw new EngineError('cancelled', 'Shoal is closing.');
    return engine.execute(name, args);
  }

  /** Closes the engine; resolves after `capMs` at the latest, and tells whether it was closed by then. Idempotent. */
  async close(capMs: number): Promise<boolean> {
    this.closing ??= this.ready.then(
      (engine) => engine.close(),
      () => undefined,
    );
    let timer: NodeJS.Timeout | undefined;
    const cap = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), capMs);
    });
    const closed = this.closing.then(
      () => true,
      () => false,
    );
    return Promise.race([closed, cap]).finally(() => clearTimeout(timer));
  }
}

async function start(open: () => Promise<EngineApi>, downloadFolder: () => Promise<string>): Promise<EngineApi> {
  const engine = await open();
  const settings = await engine.execute('settings.get', {});
  if (settings.downloadFolder === '') {
    await engine.execute('settings.set', { changes: { downloadFolder: await downloadFolder() } });
  }
  return engine;
}

/** Writes down what the engine reports. */
export function logEngineEvent(log: Log, event: EngineEvent): void {
  if (event.kind === 'torrent-error') log.warn(`${event.name}: ${event.error.code}: ${event.error.message}`);
  else if (event.kind === 'session-error') log.warn(`${event.error.code}: ${event.error.message}`);
  else log.info(`${event.kind}: ${event.name}`);
}
