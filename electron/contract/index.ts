/** The contract in one place, types only: what the renderer may know of the engine and of the shell. */
export type * from '../../engine/api/commands.js';
export type * from '../../engine/api/dht.js';
export type { EngineErrorCode, ErrorFacts, ErrorView } from '../../engine/api/errors.js';
export type * from '../../engine/api/ids.js';
export type { Label, LabelColour } from '../../engine/api/labels.js';
export type * from '../../engine/api/peer-view.js';
export type * from '../../engine/api/session-view.js';
export type { Settings } from '../../engine/api/settings.js';
export type * from '../../engine/api/torrent-view.js';
export type * from '../../engine/api/view-messages.js';
export type { Answer, AnyCommandName, CommandArgs, CommandResult, Commands, Push, ShoalBridge } from './channel.js';
export type * from './shell.js';
export type * from './view.js';
