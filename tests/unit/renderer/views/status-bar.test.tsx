// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionView } from '../../../../electron/contract/index.js';
import { torrents } from '../../../../renderer/stores/torrents.js';
import { StatusBar } from '../../../../renderer/views/frame/status-bar.js';
import { useFakeBridge } from '../support/fake-bridge.js';
import { type Drawn, draw } from '../support/render.js';
import { SESSION } from '../support/rows.js';

let drawn: Drawn;
afterEach(() => drawn.unmount());

describe('the status bar', () => {
  it.each<[SessionView['dht'], string | undefined]>([
    [{ kind: 'off' }, undefined],
    [{ kind: 'bootstrapping', ipv4Nodes: 0, ipv6Nodes: null }, 'Joining the DHT'],
    [{ kind: 'bootstrapping', ipv4Nodes: 1, ipv6Nodes: null }, '1 DHT node'],
    [{ kind: 'ready', ipv4Nodes: 200, ipv6Nodes: 41 }, '241 DHT nodes'],
  ])('counts the nodes of the DHT over both families: %j', async (dht, words) => {
    useFakeBridge();
    torrents.setState({ session: { ...SESSION, dht } });
    drawn = await draw(<StatusBar />);
    expect(drawn.all('[data-testid="status-dht"]').map((span) => span.textContent)).toEqual(words === undefined ? [] : [words]);
  });

  it.each<[SessionView['portMapping'], string | null]>([
    [{ kind: 'off' }, null],
    [{ kind: 'asking' }, 'Asking the router to open it'],
    [{ kind: 'none', reason: 'no router was found' }, 'The router does not open it by itself'],
    [
      { kind: 'mapped', method: 'nat-pmp', externalPort: 40_000, externalAddress: null, udp: true },
      'Opened at the router by NAT-PMP; from outside it is port 40000',
    ],
  ])('tells at the port what the router did: %j', async (portMapping, words) => {
    useFakeBridge();
    torrents.setState({ session: { ...SESSION, portMapping } });
    drawn = await draw(<StatusBar />);
    expect(drawn.all('[data-testid="status-port"]').map((span) => span.getAttribute('title'))).toEqual([words]);
  });
});
