/**
 * A bridge without an app: the mock engine with live traffic, in any browser. `?demo=N` says how many torrents; `seed`,
 * `theme`, `density`, `language`, `units`, `tab`, `freeze` (nothing moves) and `platform` shape it. It answers every call.
 */
import type { Answer, AnyCommandName, CommandArgs, CommandResult, Push, ShoalBridge, ViewControl } from '../../electron/contract/index.js';
import { EngineError } from '../../engine/api/errors.js';
import type { EngineView } from '../../engine/api/view-messages.js';
import { MOCK_ROUND_MS, MockEngine } from '../../mock/mock-engine.js';
import { DemoShell } from './demo-shell.js';

const MOST = 100_000;
const USUAL = 24;

export function demoClient(query: URLSearchParams): ShoalBridge {
  const count = query.get('demo') === '0' ? 0 : Math.min(MOST, Number(query.get('demo') || USUAL));
  const engine = new MockEngine({ count, seed: Number(query.get('seed') ?? 7), now: () => Date.now() });
  const listeners = new Set<(push: Push) => void>();
  const push = (push: Push): void => {
    for (const listener of listeners) listener(push);
  };
  const shell = new DemoShell(query, (news) => push({ kind: 'shell', push: news }));
  let view: EngineView | null = null;
  const control = (message: ViewControl): void => {
    if (message.kind === 'ready') {
      view?.close();
      view = engine.openView((message) => queueMicrotask(() => push({ kind: 'view', message })), { paced: true });
    } else if (message.kind === 'visible') view?.setVisible(message.visible);
    else if (message.kind === 'visible-rows') view?.setVisibleRows(message.ids);
    else if (message.kind === 'more') view?.more();
    else view?.setDetails(message.request);
  };
  const frozen = query.has('freeze');
  setInterval(() => (frozen ? engine.publish() : engine.live()), MOCK_ROUND_MS);
  return {
    platform: (query.get('platform') as ShoalBridge['platform'] | null) ?? 'linux',
    pathOf: (file) => `/home/demo/${file.name}`,
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: control,
    invoke: (name, args) => answer(engine, shell, name, args),
  };
}

async function answer<N extends AnyCommandName>(
  engine: MockEngine,
  shell: DemoShell,
  name: N,
  args: CommandArgs<N>,
): Promise<Answer<CommandResult<N>>> {
  try {
    const value = shell.handles(name) ? await shell.run(name, args as never) : await engine.execute(name as never, args as never);
    return { ok: true, value: value as CommandResult<N> };
  } catch (cause) {
    if (cause instanceof EngineError) return { ok: false, error: cause.view() };
    return { ok: false, error: { code: 'internal', message: String(cause), facts: {} } };
  }
}
