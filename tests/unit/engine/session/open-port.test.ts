import { describe, expect, test } from 'vitest';
import { err, ok } from '../../../../engine/base/result.js';
import type { Gateways } from '../../../../engine/nat/gateways.js';
import type { MappingResult, MappingWish } from '../../../../engine/nat/mapping.js';
import { OpenPort } from '../../../../engine/session/open-port.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

class Network {
  readonly clock = new VirtualClock();
  asked = 0;
  moved = 0;
  listenPort: number | null = 51_413;
  settings: { nat: boolean; bindAddress: string | null } = { nat: true, bindAddress: null };
  answer: (wish: MappingWish) => MappingResult = () => err({ kind: 'silent', reason: 'silent' });
  private readonly gateways: Gateways = {
    find: async () => ({ address: '192.168.1.1', localAddress: '192.168.1.20' }),
    talksTo: () => [
      {
        method: 'pcp',
        map: async (wish) => {
          this.asked++;
          return this.answer(wish);
        },
        close: () => undefined,
      },
    ],
  };
  readonly port = new OpenPort(
    { settings: () => this.settings, listenPort: () => this.listenPort, onMoved: () => void this.moved++ },
    { clock: this.clock, gateways: this.gateways },
  );
  async apply(): Promise<void> {
    this.port.apply();
    await this.clock.run(0);
  }
  maps(externalPort: number, lifetimeS = 60): void {
    this.answer = () => ok({ externalPort, externalAddress: null, lifetimeS });
  }
}

describe('our port as the world sees it', () => {
  test('is the one at the router, and peers are told when it is another than ours', async () => {
    const network = new Network();
    network.maps(40_000);
    expect(network.port.announced).toBe(51_413);
    await network.apply();
    expect(network.port.announced).toBe(40_000);
    expect(network.moved).toBe(1);
  });

  test('is told again when the router moves it, and not at each renewal', async () => {
    const network = new Network();
    network.maps(51_413);
    await network.apply();
    await network.clock.run(31_000);
    expect(network.moved).toBe(0);
    network.maps(40_001);
    await network.clock.run(31_000);
    expect([network.port.announced, network.moved]).toEqual([40_001, 1]);
  });

  test('is ours again when the router gives none any more', async () => {
    const network = new Network();
    network.maps(40_000);
    await network.apply();
    network.answer = () => err({ kind: 'refused', reason: 'no' });
    await network.clock.run(31_000);
    expect([network.port.announced, network.moved]).toEqual([51_413, 2]);
  });

  test('is asked for nowhere by who listens on this machine alone, or does not want it, or does not listen', async () => {
    for (const change of [{ bindAddress: '127.0.0.1' }, { nat: false }]) {
      const network = new Network();
      network.settings = { ...network.settings, ...change };
      await network.apply();
      expect([network.asked, network.port.mapping]).toEqual([0, { kind: 'off' }]);
    }
    const deaf = new Network();
    deaf.listenPort = null;
    await deaf.apply();
    expect([deaf.asked, deaf.port.announced]).toEqual([0, 0]);
  });
});
