/** Our extension handshake to a peer (BEP 10): what we speak, where we listen, what we see of them. */
import { parseIp } from '../base/ip-address.js';
import { UPLOAD_QUEUE_CAP } from '../peer/upload-queue.js';
import { EXTENDED_HANDSHAKE_ID, encodeExtendedHandshake } from '../wire/extended/handshake.js';
import { UT_METADATA_ID } from './metadata-phase.js';
import { UT_PEX_ID } from './peer-exchange.js';
import type { SwarmPeer } from './swarm-peer.js';
import { DONT_HAVE_ID, UPLOAD_ONLY_ID } from './upload-only.js';

export interface IntroductionFacts {
  readonly client: string;
  /** 0: we do not listen. */
  readonly listenPort: number;
  readonly metadataBytes: number | null;
  /** BEP 21; null says nothing. */
  readonly uploadOnly: boolean | null;
  /** Peers may be exchanged. */
  readonly pex: boolean;
}

/** Says it, if the peer speaks the extension protocol. A later one brings the first up to date. */
export function introduceTo({ machine }: SwarmPeer, facts: IntroductionFacts): void {
  const { endpoint, reserved } = machine.identity;
  if (!reserved.extended) return;
  machine.sayExtended(
    EXTENDED_HANDSHAKE_ID,
    encodeExtendedHandshake({
      ids: { utMetadata: UT_METADATA_ID, utPex: facts.pex ? UT_PEX_ID : 0, uploadOnly: UPLOAD_ONLY_ID, ltDontHave: DONT_HAVE_ID },
      client: facts.client,
      listenPort: facts.listenPort || null,
      maxQueue: UPLOAD_QUEUE_CAP,
      yourIp: parseIp(endpoint.host),
      metadataBytes: facts.metadataBytes,
      uploadOnly: facts.uploadOnly,
    }),
  );
}
