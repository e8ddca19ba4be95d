/**
 * The one handler behind INVOKE_CHANNEL: who asks, what for, with which arguments; then the engine or the shell.
 * Invariant: it never rejects, and what it answers holds no stack, path of ours or other inner detail.
 */

import type { ArgsOf, CommandName, ResultOf } from '../../../engine/api/commands.js';
import { EngineError, type ErrorView } from '../../../engine/api/errors.js';
import { isCommandName, parseArguments, parseCommandArgs } from '../../../engine/commands/index.js';
import type { Answer } from '../../contract/channel.js';
import type { ShellCommands } from '../../contract/shell.js';
import type { Log } from '../log.js';
import { isShellCommandName, shellParsers } from './shell-parsers.js';
import { isTrustedSender, type Sender } from './trusted-sender.js';

type ShellName = keyof ShellCommands;

/** The shell's part: one function a command. `sender` names the asking window. */
export type ShellHandlers = {
  readonly [N in ShellName]: (args: ShellCommands[N]['args'], sender: Sender) => Promise<ShellCommands[N]['result']>;
};

export interface RouterHost {
  readonly devOrigin: string | null;
  readonly log: Log;
  readonly shell: ShellHandlers;
  isOurWindow(webContentsId: number): boolean;
  execute<N extends CommandName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>>;
}

const INTERNAL: ErrorView = {
  code: 'internal',
  message: 'Something went wrong inside Shoal. The log file has the details.',
  facts: {},
};
const UNKNOWN: ErrorView = { code: 'arguments-invalid', message: 'There is no such command.', facts: {} };

/** The handler: takes the sender and an unbelieved request, always resolves to an answer. */
export function createRouter(host: RouterHost): (sender: Sender, request: unknown) => Promise<Answer<unknown>> {
  return async (sender, request) => {
    try {
      if (!isTrustedSender(sender, (id) => host.isOurWindow(id), host.devOrigin)) {
        host.log.warn(`refused a call from ${String(sender.frameUrl).slice(0, 200)}`);
        return { ok: false, error: INTERNAL };
      }
      return await route(host, sender, request);
    } catch (thrown) {
      if (thrown instanceof EngineError) return { ok: false, error: thrown.view() };
      host.log.error('a command failed', thrown);
      return { ok: false, error: INTERNAL };
    }
  };
}

async function route(host: RouterHost, sender: Sender, request: unknown): Promise<Answer<unknown>> {
  if (typeof request !== 'object' || request === null) return { ok: false, error: UNKNOWN };
  const { name, args } = request as { name?: unknown; args?: unknown };
  if (typeof name !== 'string') return { ok: false, error: UNKNOWN };
  if (isCommandName(name)) return callEngine(host, name, args);
  if (isShellCommandName(name)) return callShell(host, name, args, sender);
  return { ok: false, error: UNKNOWN };
}

async function callEngine<N extends CommandName>(host: RouterHost, name: N, unparsed: unknown): Promise<Answer<ResultOf<N>>> {
  const args = parseCommandArgs(name, unparsed);
  return args.ok ? { ok: true, value: await host.execute(name, args.value) } : args;
}

async function callShell<N extends ShellName>(
  host: RouterHost,
  name: N,
  unparsed: unknown,
  sender: Sender,
): Promise<Answer<ShellCommands[N]['result']>> {
  const args = parseArguments<ShellCommands[N]['args']>(name, shellParsers[name], unparsed);
  return args.ok ? { ok: true, value: await host.shell[name](args.value, sender) } : args;
}
