import { describe, expect, test } from 'vitest';
import type { MappingMethod, PortMapping } from '../../../../engine/api/port-mapping.js';
import { err, ok } from '../../../../engine/base/result.js';
import type { Gateway, GatewayTalk, MappingResult, MappingWish } from '../../../../engine/nat/mapping.js';
import { PortMapper } from '../../../../engine/nat/port-mapper.js';
import { VirtualClock } from '../../../support/virtual-clock.js';

const GATEWAY: Gateway = { address: '192.168.1.1', localAddress: '192.168.1.20' };
const MINUTE = 60_000;

/** A gateway that speaks what it is told to; every question is kept. */
class TestGateway {
  readonly clock = new VirtualClock();
  readonly asked: (MappingWish & { readonly method: MappingMethod })[] = [];
  readonly states: PortMapping[] = [];
  present = true;
  answers: Partial<Record<MappingMethod, (wish: MappingWish) => MappingResult>> = {};
  readonly mapper = new PortMapper({
    clock: this.clock,
    findGateway: async () => (this.present ? GATEWAY : null),
    talksTo: () => (['pcp', 'nat-pmp', 'upnp'] as const).map((method) => this.talk(method)),
    onChange: (state) => void this.states.push(state),
  });

  talk(method: MappingMethod): GatewayTalk {
    return {
      method,
      map: async (wish) => {
        this.asked.push({ ...wish, method });
        return this.answers[method]?.(wish) ?? err({ kind: 'silent', reason: 'silent' });
      },
      close: () => undefined,
    };
  }

  async settle(): Promise<void> {
    await this.clock.run(0);
  }
  methods(): MappingMethod[] {
    return this.asked.splice(0).map(({ method }) => method);
  }
}

const grant =
  (externalPort: number, lifetimeS = 1_800) =>
  (wish: MappingWish): MappingResult =>
    ok({ externalPort: wish.protocol === 'udp' ? wish.externalPort : externalPort, externalAddress: '203.0.113.5', lifetimeS });

describe('the port at the gateway', () => {
  test('is asked for by each protocol in turn, over TCP and UDP, until one works', async () => {
    const test = new TestGateway();
    test.answers = { 'nat-pmp': grant(40_000) };
    test.mapper.setPort(51_413);
    await test.settle();
    expect(test.states).toEqual([
      { kind: 'asking' },
      { kind: 'mapped', method: 'nat-pmp', externalPort: 40_000, externalAddress: '203.0.113.5', udp: true },
    ]);
    expect(test.asked.map(({ method, protocol, externalPort }) => [method, protocol, externalPort])).toEqual([
      ['pcp', 'tcp', 51_413],
      ['nat-pmp', 'tcp', 51_413],
      ['nat-pmp', 'udp', 40_000],
    ]);
  });

  test('is asked for again at half of what was granted, by what worked', async () => {
    const test = new TestGateway();
    test.answers = { upnp: grant(51_413, 60) };
    test.mapper.setPort(51_413);
    await test.settle();
    test.methods();
    await test.clock.run(29_000);
    expect(test.methods()).toEqual([]);
    await test.clock.run(2_000);
    expect(test.methods()).toEqual(['upnp', 'upnp']);
  });

  test('is followed when the gateway gives another one at a renewal', async () => {
    const test = new TestGateway();
    test.answers = { 'nat-pmp': grant(1_111, 60) };
    test.mapper.setPort(51_413);
    await test.settle();
    test.answers = { 'nat-pmp': grant(2_222, 60) };
    await test.clock.run(31_000);
    expect(test.mapper.state).toMatchObject({ kind: 'mapped', externalPort: 2_222 });
  });

  test('is asked for by the other protocols when the one that worked fails', async () => {
    const test = new TestGateway();
    test.answers = { pcp: grant(51_413, 60) };
    test.mapper.setPort(51_413);
    await test.settle();
    test.answers = { upnp: grant(51_413) };
    await test.clock.run(31_000);
    expect(test.mapper.state).toMatchObject({ kind: 'mapped', method: 'upnp' });
  });

  test('is given up in plain words, and tried again later and later', async () => {
    const test = new TestGateway();
    test.answers = { upnp: () => err({ kind: 'refused', reason: 'the router refused by UPnP (code 606)' }) };
    test.mapper.setPort(51_413);
    await test.settle();
    expect(test.mapper.state).toEqual({ kind: 'none', reason: 'the router refused by UPnP (code 606)' });
    test.methods();
    await test.clock.run(61_000);
    expect(test.methods()).toHaveLength(3);
    await test.clock.run(61_000);
    expect(test.methods()).toHaveLength(0);
    await test.clock.run(61_000);
    expect(test.methods()).toHaveLength(3);
  });

  test('is not asked for where there is no gateway', async () => {
    const test = new TestGateway();
    test.present = false;
    test.mapper.setPort(51_413);
    await test.settle();
    expect(test.mapper.state).toEqual({ kind: 'none', reason: 'no router was found' });
    expect(test.asked).toEqual([]);
  });

  test('is asked for anew, from the first protocol on, when the network changes', async () => {
    const test = new TestGateway();
    test.answers = { upnp: grant(51_413) };
    test.mapper.setPort(51_413);
    await test.settle();
    test.methods();
    test.mapper.networkChanged();
    await test.settle();
    expect(test.methods()).toEqual(['pcp', 'nat-pmp', 'upnp', 'upnp']);
  });

  test('moves: the old one is taken away and the new one asked for', async () => {
    const test = new TestGateway();
    test.answers = { 'nat-pmp': grant(51_413) };
    test.mapper.setPort(51_413);
    await test.settle();
    test.asked.splice(0);
    test.answers = { 'nat-pmp': grant(60_000) };
    test.mapper.setPort(60_000);
    await test.settle();
    expect(test.asked.filter(({ lifetimeS }) => lifetimeS === 0).map(({ internalPort }) => internalPort)).toEqual([51_413, 51_413]);
    expect(test.mapper.state).toMatchObject({ kind: 'mapped', externalPort: 60_000 });
  });

  test('is taken away at the end, and nothing is asked for any more', async () => {
    const test = new TestGateway();
    test.answers = { 'nat-pmp': grant(51_413, 60) };
    test.mapper.setPort(51_413);
    await test.settle();
    test.asked.splice(0);
    await test.mapper.close();
    expect(test.asked.map(({ protocol, lifetimeS }) => [protocol, lifetimeS])).toEqual([
      ['tcp', 0],
      ['udp', 0],
    ]);
    await test.clock.run(10 * MINUTE);
    expect(test.asked).toHaveLength(2);
  });

  test('an answer that comes after the port changed is not taken for it', async () => {
    const test = new TestGateway();
    let release = (_: MappingResult): void => undefined;
    const late = new Promise<MappingResult>((resolve) => {
      release = resolve;
    });
    test.answers = {};
    const slow = { method: 'pcp' as const, map: () => late, close: () => undefined };
    const states: PortMapping[] = [];
    const mapper = new PortMapper({
      clock: test.clock,
      findGateway: async () => GATEWAY,
      talksTo: () => [slow],
      onChange: (state) => void states.push(state),
    });
    mapper.setPort(1_000);
    await test.settle();
    mapper.setPort(null);
    release(ok({ externalPort: 1_000, externalAddress: null, lifetimeS: 60 }));
    await test.settle();
    expect(states).toEqual([{ kind: 'asking' }, { kind: 'off' }]);
  });
});
