/** What the command uses of the engine, named once, so that tests can stand in for it. */
import type * as Engine from '../engine/index.js';

export type EngineDoor = Pick<
  typeof Engine,
  'openEngine' | 'parseTorrentFile' | 'parseMagnetOrHash' | 'createTorrent' | 'verifyTorrent' | 'dumpState' | 'withSavedState'
>;

/** A saved state that no program runs over. */
export type StateTool = Parameters<Parameters<EngineDoor['withSavedState']>[2]>[0];

type ValueOf<R> = R extends { readonly ok: true; readonly value: infer V } ? V : never;
/** A parsed torrent file. */
export type Metainfo = ValueOf<ReturnType<EngineDoor['parseTorrentFile']>>;
/** A parsed magnet link. */
export type Magnet = ValueOf<ReturnType<EngineDoor['parseMagnetOrHash']>>;
