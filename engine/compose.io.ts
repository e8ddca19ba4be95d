/** Builds the real ports and a session over them: the only file that knows every adapter. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineApi, EngineOptions, TorrentStats } from './api/engine.js';
import { EngineError, type ErrorView } from './api/errors.js';
import { DEFAULT_SETTINGS, type Settings } from './api/settings.js';
import { freeBytes } from './base/free-bytes.io.js';
import { personalAddressAllowed, trackerAddressAllowed, webSeedAddressAllowed } from './base/outbound-rules.js';
import { FixedSlabPool } from './base/slab-pool.js';
import { systemClock, systemRandom } from './base/system.io.js';
import { holdYoungGeneration } from './base/young-generation.io.js';
import { SystemFilterSource } from './ip-filter/filter-source.io.js';
import { WorkerReader } from './metainfo/worker-reader.io.js';
import { systemGateways } from './nat/system-gateways.io.js';
import { systemDatagrams } from './net/datagram.io.js';
import { tcpDialer } from './net/dialer.io.js';
import { HttpClient } from './net/http-client.io.js';
import { tcpListener } from './net/listener.io.js';
import { systemMulticasts } from './net/multicast.io.js';
import { SystemResolver } from './net/resolver.io.js';
import { UdpMux } from './net/udp-mux.io.js';
import { DhtNodesStore } from './resume/dht-nodes-store.io.js';
import { lockProfile, type ProfileLock } from './profile/profile-lock.io.js';
import { SavedState } from './profile/saved-state.io.js';
import { type QuarantinedFile, ResumeStore } from './resume/resume-store.io.js';
import { SettingsStore } from './resume/settings-store.io.js';
import { StatisticsStore } from './resume/statistics-store.io.js';
import { commandHandlers } from './session/commands.js';
import { readSettings } from './session/read-settings.js';
import { Session } from './session/session.js';
import { DiskStorageFactory } from './storage/disk-storage.io.js';
import type { Torrent } from './torrent/torrent.js';
import { buildWhy } from './torrent/torrent-view-builder.js';
import { UdpTrackerClient } from './trackers/udp-tracker.js';

/**
 * Payload memory for both directions and all torrents. Promises to four fast seeds reach this far beyond it: with 16 MiB
 * the same transfer was no faster and the process 6 MiB larger.
 */
const SLAB_BUDGET_BYTES = 12 * 1024 * 1024;
/** With 16 MiB a hundred seeds were at a third of their rate: each had but a few blocks under way. */
const SLAB_GROWTH = { bytesAConnection: 128 * 1024, mostBytes: 24 * 1024 * 1024 };
const CLOSE_LIMIT_MS = 4500;
const FIRST_BACKUP_MS = 60_000;
const LOOK_AT_BACKUPS_MS = 3_600_000;

/** Opens the engine over a state folder. Rejects with EngineError when the folder cannot be used. */
export async function composeEngine(options: EngineOptions): Promise<EngineApi> {
  await mkdir(join(options.stateDir, 'torrents'), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new EngineError('path-unusable', `The folder for Shoal's state cannot be used: ${options.stateDir}`, {
      path: options.stateDir,
      errno: error.code ?? '',
    });
  });
  const lock = await lockProfile(options.stateDir);
  try {
    return await openOver(options, lock);
  } catch (thrown) {
    await lock.release();
    throw thrown;
  }
}

async function openOver(options: EngineOptions, lock: ProfileLock): Promise<EngineApi> {
  holdYoungGeneration();
  const saved = new SavedState(options.stateDir, options.clientName);
  await saved.take();
  if (options.backups !== false) await saved.copies.makeIfNewVersion();
  const settingsStore = new SettingsStore(join(options.stateDir, 'settings.json'));
  const resumeStore = new ResumeStore(join(options.stateDir, 'torrents'), (fileName) => saved.copies.find(fileName));
  const statisticsStore = new StatisticsStore(join(options.stateDir, 'statistics'));
  const dhtStore = new DhtNodesStore(join(options.stateDir, 'dht-nodes'));
  const [found, statistics, dht] = await Promise.all([settingsStore.load(readSettings), statisticsStore.load(), dhtStore.load()]);
  const chosen: Settings = { ...DEFAULT_SETTINGS, ...found.value };
  const settings: Settings = { ...chosen, ...options.settings };

  const resolver = new SystemResolver();
  const pool = new FixedSlabPool(SLAB_BUDGET_BYTES, SLAB_GROWTH);
  const storage = new DiskStorageFactory({
    workerUrl: options.diskWorker,
    clock: systemClock,
    slabs: pool,
    onVolumeStalled: (root, stalled) => session.volumeStalled(root, stalled),
  });
  storage.warm();
  const session: Session = new Session(
    {
      clock: systemClock,
      random: systemRandom,
      dialer: tcpDialer,
      listener: tcpListener,
      datagrams: new UdpMux(),
      resolver,
      http: new HttpClient({ resolver, allowAddress: trackerAddressAllowed, userAgent: options.clientName }),
      webHttp: new HttpClient({ resolver, allowAddress: webSeedAddressAllowed, userAgent: options.clientName }),
      filters: new SystemFilterSource(new HttpClient({ resolver, allowAddress: personalAddressAllowed, userAgent: options.clientName })),
      udp: new UdpTrackerClient({
        datagrams: systemDatagrams,
        resolver,
        clock: systemClock,
        random: systemRandom,
        localAddress: () => session.settings.bindAddress,
      }),
      multicasts: systemMulticasts,
      gateways: systemGateways(systemDatagrams),
      storage,
      metainfo: new WorkerReader({ workerUrl: options.diskWorker, clock: systemClock }),
      pool,
      profile: saved,
      state: {
        loadRecord: (id) => resumeStore.loadOne(id),
        saveRecord: (record) => resumeStore.save(record),
        noteHints: (id, hints) => resumeStore.noteHints(id, hints),
        letGo: freeBytes,
        removeRecord: (id) => resumeStore.remove(id),
        saveDht: (now) => dhtStore.save(now),
        saveStatistics: (now) => statisticsStore.save(now),
        saveSettings: (now) => settingsStore.save({ ...now, ...withoutOverrides(chosen, now, options.settings ?? {}) }),
      },
    },
    {
      clientName: options.clientName,
      settings,
      dht: dht.value,
      statistics: statistics.value,
      onEvent: (event) => options.onEvent?.(event),
    },
  );
  const unreadable: QuarantinedFile[] = [];
  await session.start((take) => resumeStore.load(take, unreadable));
  for (const { reason } of [...found.quarantined, ...statistics.quarantined, ...dht.quarantined, ...unreadable]) {
    session.emit({ kind: 'session-error', error: { code: 'state-unreadable', message: reason, facts: {} } });
  }
  const stopBackups = options.backups === false ? () => undefined : keepBackups(saved, session);
  return engineOver(session, () => {
    stopBackups();
    return lock.release();
  });
}

/** A backup a day, made when nothing else is going on. */
function keepBackups(saved: SavedState, session: Session): () => void {
  const look = (): void => {
    saved.copies.makeIfDue().catch((thrown: unknown) => session.fail(unsavedBackup(thrown)));
  };
  const first = setTimeout(look, FIRST_BACKUP_MS).unref();
  const later = setInterval(look, LOOK_AT_BACKUPS_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(later);
  };
}

const unsavedBackup = (thrown: unknown): ErrorView => {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'path-unusable', message: `The list of torrents could not be backed up: ${reason}`, facts: { reason } };
};

/** Overrides hold for one run: where a setting still has its override, the saved value stays. */
function withoutOverrides(chosen: Settings, now: Settings, overrides: Partial<Settings>): Partial<Settings> {
  const kept = Object.entries(overrides).filter(([key, value]) => now[key as keyof Settings] === value);
  return Object.fromEntries(kept.map(([key]) => [key, chosen[key as keyof Settings]]));
}

function engineOver(session: Session, ended: () => Promise<void>): EngineApi {
  const handlers = commandHandlers(session);
  let closing: Promise<void> | undefined;
  return {
    async execute(name, args) {
      if (closing !== undefined) throw new EngineError('cancelled', 'Shoal is closing.');
      return await handlers[name](args);
    },
    openView: (send, options) => session.openView(send, options),
    stats: (id) => {
      const torrent = session.registry.get(id);
      return torrent === undefined ? null : statsOf(torrent, session.ports.clock.now());
    },
    close: () => {
      closing ??= Promise.race([session.close().then(ended), new Promise<void>((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS).unref())]);
      return closing;
    },
  };
}

function statsOf(torrent: Torrent, now: number): TorrentStats {
  const { content } = torrent;
  return {
    receivedBytes: torrent.traffic.down.total,
    uploadedBytes: torrent.traffic.uploadedBytes,
    wastedBytes: torrent.allWastedBytes,
    doneBytes: content?.doneBytes ?? 0,
    wantedBytes: content?.wanted.totalBytes ?? null,
    verifiedPieces: content?.have.count ?? 0,
    downBps: torrent.traffic.down.bps(now),
    upBps: torrent.traffic.up.bps(now),
    peers: torrent.net.peers.size,
    why: buildWhy(torrent, now),
  };
}
