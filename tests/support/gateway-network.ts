/**
 * A home network with a real gateway (miniupnpd over nftables), in network namespaces of its own inside the one that the tests run in:
 * `home` (192.168.7.2) reaches the outside, which is us at 10.77.200.1, only through `gateway` (192.168.7.1 and 10.77.200.2).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from './child.js';
import { until } from './waiting.js';

export const HOME_ADDRESS = '192.168.7.2';
/** The gateway's own on the outside: who dials it reaches what is mapped. */
export const OUTER_ADDRESS = '10.77.200.2';
/** What the gateway says that its outer address is. Nobody is there: no packet leaves the namespace, and miniupnpd takes only a public one. */
export const CLAIMED_ADDRESS = '11.22.33.44';

export interface GatewayNetwork {
  /** The words that run a program at home. */
  atHome(program: string, words: readonly string[]): readonly [string, readonly string[]];
  /** Starts the gateway's daemon; with `upnpOnly` it speaks neither NAT-PMP nor PCP. */
  startDaemon(upnpOnly: boolean): Promise<void>;
  stopDaemon(): Promise<void>;
  dispose(): Promise<void>;
}

const CHAINS = `
table inet filter {
  chain forward { type filter hook forward priority 0; policy drop; ct state established,related accept; iifname "inner" accept; jump miniupnpd; }
  chain miniupnpd { }
  chain prerouting { type nat hook prerouting priority -100; policy accept; jump prerouting_miniupnpd; }
  chain postrouting { type nat hook postrouting priority 100; policy accept; jump postrouting_miniupnpd; oifname "outer" masquerade; }
  chain prerouting_miniupnpd { }
  chain postrouting_miniupnpd { }
}
`;

const daemonSettings = (upnpOnly: boolean): string => `
ext_ifname=outer
ext_ip=${CLAIMED_ADDRESS}
listening_ip=inner
enable_natpmp=${upnpOnly ? 'no' : 'yes'}
enable_upnp=yes
secure_mode=yes
uuid=3d1b2c4e-7a11-4f0e-9c11-000000000001
allow 1024-65535 192.168.7.0/24 1024-65535
`;

export async function makeGatewayNetwork(): Promise<GatewayNetwork> {
  const names = { home: `shoal-home-${process.pid}`, gateway: `shoal-gate-${process.pid}` };
  const scratch = mkdtempSync(join(tmpdir(), 'shoal-gateway-'));
  const ip = (...words: string[]): void => void execFileSync('ip', words, { stdio: 'pipe' });
  const inside = (name: string, script: string): void =>
    void execFileSync('ip', ['netns', 'exec', name, 'sh', '-ec', script], { stdio: 'pipe' });

  ip('netns', 'add', names.home);
  ip('netns', 'add', names.gateway);
  ip('link', 'add', 'outside', 'type', 'veth', 'peer', 'name', 'outer', 'netns', names.gateway);
  ip('link', 'add', 'lan', 'netns', names.home, 'type', 'veth', 'peer', 'name', 'inner', 'netns', names.gateway);
  ip('addr', 'add', '10.77.200.1/24', 'dev', 'outside');
  ip('link', 'set', 'outside', 'up');
  const chains = join(scratch, 'chains.nft');
  writeFileSync(chains, CHAINS);
  inside(
    names.gateway,
    `ip link set lo up; ip addr add ${OUTER_ADDRESS}/24 dev outer; ip link set outer up
     ip addr add 192.168.7.1/24 dev inner; ip link set inner up; echo 1 > /proc/sys/net/ipv4/ip_forward; nft -f ${chains}`,
  );
  inside(names.home, `ip link set lo up; ip addr add ${HOME_ADDRESS}/24 dev lan; ip link set lan up; ip route add default via 192.168.7.1`);

  let daemon: Child | null = null;
  const stopDaemon = async (): Promise<void> => {
    await daemon?.stop();
    daemon = null;
  };
  return {
    atHome: (program, words) => ['ip', ['netns', 'exec', names.home, program, ...words]],
    async startDaemon(upnpOnly) {
      const settings = join(scratch, 'miniupnpd.conf');
      writeFileSync(settings, daemonSettings(upnpOnly));
      const words = ['netns', 'exec', names.gateway, 'miniupnpd', '-d', '-f', settings, '-P', join(scratch, 'pid')];
      const started = startChild('ip', words, () => undefined);
      daemon = started;
      await until('the gateway to listen', () => /listening on|Listening for/i.test(started.stderr()), 10_000, started.stderr);
    },
    stopDaemon,
    async dispose() {
      await stopDaemon();
      for (const name of [names.home, names.gateway]) ip('netns', 'del', name);
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
