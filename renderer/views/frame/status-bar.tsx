/** The line at the foot: port, DHT, space, limits. Each says only what is known. */
import { useStore } from 'zustand';
import type { SessionView } from '../../../electron/contract/index.js';
import { baseName } from '../../../i18n/format/path.js';
import { formatRate, formatSize } from '../../../i18n/format/size.js';
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { torrents } from '../../stores/torrents.js';

export function StatusBar({ bare = false }: { readonly bare?: boolean }) {
  const session = useStore(torrents, (s) => s.session);
  return (
    <footer className="status" data-testid="status-bar">
      {session === null ? null : (
        <>
          <Port session={session} />
          {session.dht.kind === 'off' || bare ? null : <Dht dht={session.dht} />}
          {session.freeBytes === null || bare ? null : (
            <span>{t('statusBar.freeIn', { size: formatSize(session.freeBytes), folder: foreign(baseName(session.downloadFolder)) })}</span>
          )}
          <span className="grow" />
          <span>{limitWords(session)}</span>
        </>
      )}
    </footer>
  );
}

function Port({ session }: { readonly session: SessionView }) {
  const tone = { open: 'is-down', unconfirmed: 'subtle', failed: 'is-warn' }[session.portStatus];
  return (
    <span data-testid="status-port" title={routerWords(session)}>
      <i className={`dot ${tone}`} />
      {portWords(session)}
    </span>
  );
}

function Dht({ dht }: { readonly dht: Exclude<SessionView['dht'], { kind: 'off' }> }) {
  const nodes = (dht.ipv4Nodes ?? 0) + (dht.ipv6Nodes ?? 0);
  return (
    <span data-testid="status-dht">
      {dht.kind === 'bootstrapping' && nodes === 0 ? t('statusBar.dhtJoining') : t('statusBar.dhtNodes', { count: nodes })}
    </span>
  );
}

function portWords({ portStatus, listenPort }: SessionView): string {
  if (listenPort === null) return t('statusBar.notListening');
  const port = String(listenPort);
  if (portStatus === 'failed') return t('statusBar.portFailed', { port });
  return portStatus === 'open' ? t('statusBar.portOpen', { port }) : t('statusBar.portUnconfirmed', { port });
}

const METHODS = { pcp: 'PCP', 'nat-pmp': 'NAT-PMP', upnp: 'UPnP' } as const;

/** What became of opening the port at the router; nothing where nobody was asked. */
function routerWords({ portMapping }: SessionView): string | undefined {
  switch (portMapping.kind) {
    case 'off':
      return undefined;
    case 'asking':
      return t('statusBar.portAsking');
    case 'none':
      return t('statusBar.portNotMapped');
    case 'mapped':
      return t('statusBar.portMapped', { method: METHODS[portMapping.method], port: String(portMapping.externalPort) });
  }
}

function limitWords(session: SessionView): string {
  const { maxDownBps, maxUpBps } = session;
  if (maxDownBps === null && maxUpBps === null) return t('statusBar.noLimits');
  const word = (bps: number | null): string => (bps === null ? t('statusBar.noLimit') : formatRate(bps));
  return t('statusBar.limits', { down: word(maxDownBps), up: word(maxUpBps) });
}
