/**
 * The typed bridge between main and renderer. Three channels only: `shoal:invoke` (request and answer),
 * `shoal:send` (cheap one-way view control) and `shoal:push` (main to renderer).
 */
import type { CommandName, EngineCommands } from '../../engine/api/commands.js';
import type { ErrorView } from '../../engine/api/errors.js';
import type { ViewMessage } from '../../engine/api/view-messages.js';
import type { ShellCommands, ShellPush } from './shell.js';
import type { ViewControl } from './view.js';

export const INVOKE_CHANNEL = 'shoal:invoke';
export const SEND_CHANNEL = 'shoal:send';
export const PUSH_CHANNEL = 'shoal:push';

/** Every call a window can make: the engine's commands and the shell's. */
export type Commands = EngineCommands & ShellCommands;
export type AnyCommandName = CommandName | keyof ShellCommands;
export type CommandArgs<N extends AnyCommandName> = Commands[N]['args'];
export type CommandResult<N extends AnyCommandName> = Commands[N]['result'];

/** What a window sends over INVOKE_CHANNEL. Main believes nothing about it until it is parsed. */
export interface InvokeRequest {
  readonly name: AnyCommandName;
  readonly args: unknown;
}

/** Errors cross as data, never as exceptions. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorView };

/** What main pushes: view messages and shell news, in batches. */
export type Push = { readonly kind: 'view'; readonly message: ViewMessage } | { readonly kind: 'shell'; readonly push: ShellPush };

/** The one object the preload exposes, as `window.shoal`. */
export interface ShoalBridge {
  invoke<N extends AnyCommandName>(name: N, args: CommandArgs<N>): Promise<Answer<CommandResult<N>>>;
  send(control: ViewControl): void;
  onPush(listener: (push: Push) => void): () => void;
  /** Absolute path of a dropped file (`webUtils.getPathForFile`); '' when it has none. */
  pathOf(file: File): string;
  readonly platform: 'darwin' | 'win32' | 'linux';
}
