/**
 * The one way to the engine and the shell. Everything else in the page asks `client()`; which bridge stands behind it
 * (the preload's, or the demo in a browser) is decided once, before the first render.
 */
import type { Answer, AnyCommandName, CommandArgs, CommandResult, ShoalBridge } from '../../electron/contract/index.js';

export type Client = ShoalBridge;

let current: Client | null = null;

/** Sets the bridge; once, at the start (tests set their own). */
export function setClient(client: Client): void {
  current = client;
}

/** The bridge in use. Throws before `setClient`, which is a mistake in the start order. */
export function client(): Client {
  if (current === null) throw new Error('The bridge is not set yet.');
  return current;
}

/** Runs a command. A broken channel becomes an error value as well, so callers have one path. */
export async function invoke<N extends AnyCommandName>(name: N, args: CommandArgs<N>): Promise<Answer<CommandResult<N>>> {
  try {
    return await client().invoke(name, args);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return { ok: false, error: { code: 'internal', message, facts: {} } };
  }
}
