/** The line at the foot: port, DHT, space, limits. Each says only what is known. */
import { useStore } from 'zustand';
import type { SessionView } from '../../../electron/contract/index.js';
import { baseName } from '../../format/path.js';
import { formatRate, formatSize } from '../../format/size.js';
import { visibleText } from '../../format/visible-text.js';
import { t } from '../../i18n/messages.js';
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
            <span>{t.freeIn(formatSize(session.freeBytes), visibleText(baseName(session.downloadFolder)))}</span>
          )}
          <span className="grow" />
          <span>{limitWords(session)}</span>
        </>
      )}
    </footer>
  );
}

function Port({ session }: { readonly session: SessionView }) {
  const port = session.listenPort === null ? '' : String(session.listenPort);
  const tone = { open: 'is-down', unconfirmed: 'subtle', failed: 'is-warn' }[session.portStatus];
  return (
    <span data-testid="status-port">
      <i className={`dot ${tone}`} />
      {t.port[session.portStatus](port)}
    </span>
  );
}

function Dht({ dht }: { readonly dht: Exclude<SessionView['dht'], { kind: 'off' }> }) {
  const nodes = (dht.ipv4Nodes ?? 0) + (dht.ipv6Nodes ?? 0);
  return <span data-testid="status-dht">{dht.kind === 'bootstrapping' && nodes === 0 ? t.dhtJoining : t.dhtNodes(nodes)}</span>;
}

function limitWords(session: SessionView): string {
  const { maxDownBps, maxUpBps } = session;
  if (maxDownBps === null && maxUpBps === null) return t.noLimits;
  const word = (bps: number | null): string => (bps === null ? t.none : formatRate(bps));
  return t.limits(word(maxDownBps), word(maxUpBps));
}
