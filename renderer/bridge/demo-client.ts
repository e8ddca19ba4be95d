/**
 * A bridge without an engine: seeded torrents with live traffic, in any browser. `?demo=N` says how many; `seed`, `theme`,
 * `density`, `tab`, `freeze` (nothing moves) and `platform` shape it. It answers every call a window can make.
 */
import { demoHandlers, type Handlers } from './demo-commands.js';
import { DemoError } from './demo-preview.js';
import type { Answer, AnyCommandName, CommandArgs, CommandResult, ShoalBridge } from './demo-types.js';
import { DemoWorld } from './demo-world.js';

const TICK_MS = 250;

export function demoClient(query: URLSearchParams): ShoalBridge {
  const world = new DemoWorld(query);
  const handlers = demoHandlers(world);
  if (!query.has('freeze')) setInterval(() => world.live(), TICK_MS);
  return {
    platform: (query.get('platform') as ShoalBridge['platform'] | null) ?? 'linux',
    pathOf: (file) => `/home/demo/${file.name}`,
    onPush: (listener) => world.listen(listener),
    send: (control) => world.control(control),
    invoke: (name, args) => answer(handlers, name, args),
  };
}

async function answer<N extends AnyCommandName>(handlers: Handlers, name: N, args: CommandArgs<N>): Promise<Answer<CommandResult<N>>> {
  try {
    return { ok: true, value: await (handlers[name] as Handlers[N])(args) };
  } catch (cause) {
    if (cause instanceof DemoError) return { ok: false, error: cause.view };
    return { ok: false, error: { code: 'internal', message: String(cause), facts: {} } };
  }
}
