/** Opening our port at a real router (miniupnpd), from inside the network that it guards. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBundle } from '../support/bundle.js';
import { startChild } from '../support/child.js';
import { CLAIMED_ADDRESS, type GatewayNetwork, HOME_ADDRESS, makeGatewayNetwork, OUTER_ADDRESS } from '../support/gateway-network.js';
import { gatewayPart, lacks, namespacePart } from '../support/parts.js';
import { makeScratch, payloadDifferences, writePayload } from '../support/payload.js';
import { runShoal, startShoal } from '../support/shoal.js';
import { buildProgram } from '../support/test-program.js';
import { until } from '../support/waiting.js';

const MIB = 1_048_576;
const PORT = 51_413;

describe.skipIf(lacks(namespacePart, gatewayPart))('a router', () => {
  const scratch = makeScratch('gateway');
  let network: GatewayNetwork;
  beforeAll(async () => {
    network = await makeGatewayNetwork();
  });
  afterEach(() => network.stopDaemon());
  afterAll(async () => {
    await network.dispose();
    scratch.dispose();
  });

  /** Runs a program at home to its end; gives its last line. */
  async function atHome(words: readonly string[]): Promise<string> {
    let last = '';
    const [program, all] = network.atHome(process.execPath, words);
    const child = startChild(program, all, (line) => {
      last = line;
    });
    await child.exited;
    return last || child.stderr();
  }

  it.each(['pcp', 'nat-pmp', 'upnp'] as const)('opens a port by %s and tells its outer address, and closes it again', async (method) => {
    await network.startDaemon(false);
    const ask = await buildProgram('tests/support/ask-gateway.ts');
    const { gateway, answers } = JSON.parse(await atHome([ask, method, String(PORT), '600', '0']));
    expect(gateway).toEqual({ address: '192.168.7.1', localAddress: HOME_ADDRESS });
    expect(answers[0]).toEqual({ ok: true, value: { externalPort: PORT, externalAddress: CLAIMED_ADDRESS, lifetimeS: 600 } });
    expect(answers[1].ok).toBe(true);
  });

  it.each([
    ['that speaks all protocols', false],
    ['that speaks only UPnP', true],
  ])('%s lets a stranger in who downloads from a seed behind it, until the seed ends', async (_words, upnpOnly) => {
    await network.startDaemon(upnpOnly);
    const name = upnpOnly ? 'by-upnp' : 'by-pcp';
    const payload = writePayload(scratch.folder(`${name}-data`), { [`${name}/a.bin`]: 3 * MIB + 5 }, name);
    const torrent = scratch.path(`${name}.torrent`);
    expect((await runShoal(['create', payload.root, '--out', torrent])).code).toBe(0);

    const shoal = await ensureBundle();
    const words = [
      'seed',
      torrent,
      '--data',
      payload.dir,
      '--port',
      String(PORT),
      '--no-dht',
      '--no-pex',
      '--no-lsd',
      '--no-trackers',
      '--json',
    ];
    const [program, all] = network.atHome(process.execPath, [shoal, ...words, '--state', scratch.folder(`${name}-state`)]);
    const seed = startChild(program, all, () => undefined);
    const from = ['--peer', `${OUTER_ADDRESS}:${PORT}`];
    try {
      const leech = await startShoal(['download', torrent, '--out', scratch.folder(`${name}-got`), ...from], { ip: '10.77.200.1' });
      expect(await leech.code(60_000)).toBe(0);
      expect(payloadDifferences(payload, scratch.path(`${name}-got`))).toEqual([]);
    } finally {
      await seed.stop('SIGTERM');
    }
    // The mapping has gone with it: nobody is sent on any more.
    const late = await startShoal(['download', torrent, '--out', scratch.folder(`${name}-late`), ...from], { ip: '10.77.200.1' });
    try {
      const progress = await until('a sign of life', () => late.events.filter(({ event }) => event === 'progress')[2], 20_000);
      expect(progress.peers).toBe(0);
    } finally {
      await late.stop();
    }
  });
});
