import { describe, expect, it } from 'vitest';
import type { SavedDht } from '../../../../engine/api/dht.js';
import type { Endpoint } from '../../../../engine/api/ids.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../../engine/api/settings.js';
import type { DatagramSink, SharedDatagrams } from '../../../../engine/base/ports.js';
import { DhtService } from '../../../../engine/dht/dht-service.js';
import { resolveDoors, WELL_KNOWN_ROUTERS } from '../../../../engine/dht/doors.js';
import { decodeKrpc } from '../../../../engine/dht/krpc-decode.js';
import { encodeKrpc } from '../../../../engine/dht/krpc-encode.js';
import { seededRandom } from '../../../support/seeded-random.js';
import { VirtualClock } from '../../../support/virtual-clock.js';
import { idFrom } from './dht-parts.js';

const ROUTER: Endpoint = { host: '203.0.113.5', port: 6881 };
const MINUTE = 60_000;

class Stage {
  readonly clock = new VirtualClock();
  settings: Pick<Settings, 'bindAddress' | 'dht' | 'dhtReadOnly' | 'dhtRouters'> = {
    ...DEFAULT_SETTINGS,
    dhtRouters: ['router.test:6881'],
  };
  readonly sent: { readonly bytes: Uint8Array; readonly to: Endpoint }[] = [];
  readonly resolved: string[] = [];
  readonly saves: SavedDht[] = [];
  answers: readonly string[] = [ROUTER.host];
  sink: DatagramSink | null = null;
  isBound = false;
  /** The router answers whatever it is asked. */
  isAnswering = false;
  private readonly datagrams: SharedDatagrams = {
    place: () => Promise.resolve(true),
    close: () => undefined,
    subscribe: (_, sink) => {
      this.sink = sink;
      return {
        send: (bytes, to) => {
          this.sent.push({ bytes, to });
          if (this.isAnswering && to.host === ROUTER.host) this.clock.after(20, () => this.answer(to));
          return true;
        },
        port: (family) => (this.isBound && family === 4 ? 6881 : null),
        close: () => {
          this.sink = null;
        },
      };
    },
  };
  readonly service: DhtService;

  constructor(saved: SavedDht | null = null) {
    const resolver = {
      resolve: (host: string) => {
        this.resolved.push(host);
        return Promise.resolve(this.answers);
      },
    };
    this.service = new DhtService(
      { clock: this.clock, random: seededRandom(1), resolver, datagrams: this.datagrams },
      {
        settings: () => this.settings,
        listenPort: () => 6881,
        onSeenAs: () => undefined,
        save: (state) => {
          this.saves.push(state);
          return Promise.resolve();
        },
      },
      saved,
    );
  }

  bind(): void {
    this.isBound = true;
    this.sink?.onBound();
  }
  /** The last question to a node is answered. */
  answer(from: Endpoint, id = idFrom(1, 2, 3)): void {
    const last = this.sent.findLast(({ to }) => to.host === from.host && to.port === from.port);
    const query = last === undefined ? null : decodeKrpc(last.bytes);
    if (query?.ok !== true) throw new Error(`nothing was asked of ${from.host}`);
    const { transaction } = query.value;
    this.sink?.onMessage(encodeKrpc({ kind: 'answer', transaction, id, seenAs: null, nodes: [] }), from);
  }
}

describe('the DHT of a session', () => {
  it('resolves and sends nothing while it is off, and nothing more when it is switched off', async () => {
    const stage = new Stage();
    stage.settings = { ...stage.settings, dht: false };
    stage.service.apply();
    await stage.clock.run(10 * MINUTE);
    expect([stage.sink, stage.resolved, stage.service.facts()]).toEqual([null, [], { kind: 'off' }]);
    stage.settings = { ...stage.settings, dht: true };
    stage.service.apply();
    stage.bind();
    await stage.clock.run(MINUTE);
    expect(stage.sent.length).toBeGreaterThan(0);
    stage.settings = { ...stage.settings, dht: false };
    stage.service.apply();
    const { length } = stage.sent;
    await stage.clock.run(60 * MINUTE);
    expect([stage.sent.length, stage.clock.pendingTimers]).toEqual([length, 0]);
  });

  it('begins with the routers of the settings once it has a socket, else with the well-known ones', async () => {
    const stage = new Stage();
    stage.service.apply();
    await stage.clock.run(MINUTE);
    expect(stage.resolved).toEqual([]);
    stage.bind();
    await stage.clock.run(100);
    expect(stage.resolved).toEqual(['router.test']);
    expect(stage.sent.map(({ to }) => to)).toContainEqual(ROUTER);
    expect(stage.service.facts()).toEqual({ kind: 'bootstrapping', ipv4Nodes: 0, ipv6Nodes: null });
    stage.answer(ROUTER);
    await stage.clock.run(10_000);
    expect(stage.service.facts()).toEqual({ kind: 'ready', ipv4Nodes: 1, ipv6Nodes: null });

    const other = new Stage();
    other.settings = { ...other.settings, dhtRouters: null };
    other.service.apply();
    other.bind();
    await other.clock.run(100);
    expect(other.resolved).toEqual(WELL_KNOWN_ROUTERS.map((text) => text.split(':')[0]));
    other.answer(ROUTER); // asked, and not kept: it has enough to do
    await other.clock.run(10_000);
    expect(other.service.facts()).toMatchObject({ ipv4Nodes: 0 });
  });

  it('bound to this computer resolves no well-known router and no name of a torrent, only the doors it is given', async () => {
    for (const bindAddress of ['127.1.2.3', '::1']) {
      const stage = new Stage();
      stage.settings = { ...stage.settings, bindAddress, dhtRouters: null };
      stage.service.apply();
      stage.bind();
      await stage.service.addNodes(['node.test:1', '198.51.100.1:2', '127.0.0.9:3']);
      await stage.clock.run(5 * MINUTE);
      expect(new Set(stage.resolved)).toEqual(new Set(['127.0.0.9']));

      const given = new Stage();
      given.settings = { ...given.settings, bindAddress };
      given.service.apply();
      given.bind();
      await given.clock.run(100);
      expect(given.resolved).toEqual(['router.test']);
      expect(given.sent.map(({ to }) => to)).toContainEqual(ROUTER);
    }
  });

  it('asks for the names again while nobody is known', async () => {
    const stage = new Stage();
    stage.answers = [];
    stage.service.apply();
    stage.bind();
    await stage.clock.run(5 * MINUTE);
    expect(stage.resolved.length).toBeGreaterThanOrEqual(5);
    stage.answers = [ROUTER.host];
    stage.isAnswering = true;
    await stage.clock.run(MINUTE);
    const { length } = stage.resolved;
    await stage.clock.run(30 * MINUTE);
    expect(stage.resolved).toHaveLength(length);
    expect(stage.service.facts()).toMatchObject({ kind: 'ready', ipv4Nodes: 1 });
  });

  it('keeps its id and its nodes: every ten minutes, at the end, and over being switched off', async () => {
    const stage = new Stage();
    stage.service.apply();
    stage.bind();
    await stage.clock.run(100);
    stage.answer(ROUTER);
    await stage.clock.run(1000);
    await stage.service.close();
    const [saved] = stage.saves;
    expect(saved?.ipv4?.nodes.length).toBe(26);
    const again = new Stage(saved);
    again.settings = { ...again.settings, dhtRouters: [] };
    again.service.apply();
    again.bind();
    await again.clock.run(100);
    expect(again.sent[0]?.to).toEqual(ROUTER);
    expect(again.saves).toEqual([]);
    await again.clock.run(11 * MINUTE);
    expect(again.saves).toHaveLength(1);
    expect(again.saves[0]?.ipv4?.id).toEqual(saved?.ipv4?.id);
    expect(again.saves[0]?.ipv4?.nodes.length).toBe(26); // silent for now, and tried again the next time
  });

  it('meets the nodes that a torrent names, twenty at most', async () => {
    const stage = new Stage();
    stage.settings = { ...stage.settings, dhtRouters: [] };
    stage.service.apply();
    stage.bind();
    stage.answers = ['198.51.100.1'];
    await stage.service.addNodes(Array.from({ length: 50 }, (_, n) => `198.51.100.${n + 1}:${7000 + n}`));
    await stage.clock.run(MINUTE);
    expect(stage.resolved).toHaveLength(20);
    expect(stage.sent.map(({ to }) => to.host)).toContain('198.51.100.1');
  });

  it('answers nobody where it is read-only, and says so in its questions (BEP 43)', async () => {
    const stage = new Stage();
    stage.settings = { ...stage.settings, dhtReadOnly: true };
    stage.service.apply();
    stage.bind();
    await stage.clock.run(100);
    const asked = stage.sent.map(({ bytes }) => decodeKrpc(bytes));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((query) => query.ok && query.value.kind === 'query' && query.value.readOnly)).toBe(true);
    const { length } = stage.sent;
    const ping = encodeKrpc({ kind: 'query', transaction: 'aa', id: idFrom(4), readOnly: false, ask: { method: 'ping' } });
    stage.sink?.onMessage(ping, { host: '198.51.100.9', port: 1000 });
    expect(stage.sent).toHaveLength(length);
  });
});

describe('places to begin', () => {
  it('are resolved, a few addresses of each name, and what cannot be read or found is left out', async () => {
    const resolver = {
      resolve: (host: string) =>
        host === 'gone.test'
          ? Promise.reject(new Error('no such name'))
          : Promise.resolve(['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4', '5.5.5.5']),
    };
    const found = await resolveDoors(['gone.test:1', 'rubbish', 'many.test:7', 'many.test:99999'], resolver);
    expect(found).toEqual(['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4'].map((host) => ({ host, port: 7 })));
  });
});
