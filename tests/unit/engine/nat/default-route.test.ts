import { expect, test } from 'vitest';
import { gatewayFromProcRoute, gatewayFromRouteGet, gatewayFromRoutePrint } from '../../../../engine/nat/default-route.js';

test('Linux: the default route of the lowest metric that has a gateway', () => {
  const table = [
    'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT',
    'wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0',
    'eth0\t00000000\tFE02000A\t0003\t0\t0\t100\t00000000\t0\t0\t0',
    'tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0',
    'eth0\t0002000A\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0',
  ].join('\n');
  expect(gatewayFromProcRoute(table)).toBe('10.0.2.254');
  expect(gatewayFromProcRoute('')).toBeNull();
});

test('macOS: the gateway of route get, where it is an address', () => {
  expect(gatewayFromRouteGet('   route to: default\n    gateway: 192.168.178.1\n  interface: en0\n')).toBe('192.168.178.1');
  expect(gatewayFromRouteGet('    gateway: link#12\n')).toBeNull();
});

test('Windows: the default route of the lowest metric, in any language', () => {
  const table = `
IPv4-Routentabelle
===========================================================================
     Netzwerkziel    Netzwerkmaske          Gateway    Schnittstelle Metrik
          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.23     55
          0.0.0.0          0.0.0.0         10.8.0.1        10.8.0.14     25
`;
  expect(gatewayFromRoutePrint(table)).toBe('10.8.0.1');
  expect(gatewayFromRoutePrint('          0.0.0.0          0.0.0.0          On-link        10.8.0.14     25')).toBeNull();
});
