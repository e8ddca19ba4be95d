/** A bridge whose answers a test writes down, and which remembers every call. */
import type { AnyCommandName, CommandArgs, CommandResult, Push, ShoalBridge, ViewControl } from '../../../../electron/contract/index.js';
import { setClient } from '../../../../renderer/bridge/client.js';

type Answers = { [N in AnyCommandName]?: (args: CommandArgs<N>) => CommandResult<N> };

export interface FakeBridge {
  readonly calls: { readonly name: AnyCommandName; readonly args: unknown }[];
  readonly sent: ViewControl[];
  readonly answers: Answers;
  push(push: Push): void;
  named(name: AnyCommandName): unknown[];
}

/** Puts a fresh fake in place of the bridge. A call without an answer gets null. */
export function useFakeBridge(answers: Answers = {}): FakeBridge {
  const listeners = new Set<(push: Push) => void>();
  const calls: FakeBridge['calls'] = [];
  const sent: ViewControl[] = [];
  const bridge: ShoalBridge = {
    platform: 'linux',
    pathOf: (file) => `/dropped/${file.name}`,
    send: (control) => void sent.push(control),
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    invoke: async (name, args) => {
      calls.push({ name, args });
      const answer = answers[name] as ((args: unknown) => unknown) | undefined;
      return { ok: true, value: (answer?.(args) ?? null) as CommandResult<typeof name> };
    },
  };
  setClient(bridge);
  return {
    calls,
    sent,
    answers,
    push: (push) => {
      for (const listener of listeners) listener(push);
    },
    named: (name) => calls.filter((call) => call.name === name).map((call) => call.args),
  };
}
