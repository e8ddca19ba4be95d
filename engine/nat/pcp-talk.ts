/** Mappings by PCP (RFC 6887). One nonce for each mapping, kept for its renewals: another would be another owner's. */
import type { Random } from '../base/ports.js';
import { err, ok } from '../base/result.js';
import { askGateway, type QuestionPorts } from './gateway-question.js';
import type { Gateway, GatewayTalk, MappingResult, MappingWish } from './mapping.js';
import { decodePcpAnswer, encodePcpMapRequest, NONCE_BYTES, PCP_PORT } from './pcp.js';

export class PcpTalk implements GatewayTalk {
  readonly method = 'pcp';
  private readonly nonces = new Map<string, Uint8Array>();

  constructor(
    private readonly gateway: Gateway,
    private readonly ports: QuestionPorts & { readonly random: Random },
  ) {}

  async map(wish: MappingWish): Promise<MappingResult> {
    const nonce = this.nonceOf(wish);
    const question = encodePcpMapRequest(wish, nonce, this.gateway.localAddress);
    const answer = await askGateway(this.ports, this.gateway, PCP_PORT, question, (bytes) => {
      const decoded = decodePcpAnswer(bytes);
      if (decoded?.kind !== 'mapping') return decoded;
      const ours =
        decoded.protocol === wish.protocol &&
        decoded.internalPort === wish.internalPort &&
        decoded.nonce.every((byte, at) => byte === nonce[at]);
      return ours ? decoded : null;
    });
    if (answer === null) return err({ kind: 'silent', reason: 'the gateway does not answer PCP' });
    if (answer.kind === 'other-version') return err({ kind: 'unsupported', reason: 'the gateway does not speak PCP' });
    if (answer.kind === 'refused') return err({ kind: 'refused', reason: `the gateway refused by PCP (code ${answer.code})` });
    const { externalAddress, externalPort, lifetimeS } = answer;
    return ok({ externalAddress, externalPort, lifetimeS });
  }

  close(): void {
    this.nonces.clear();
  }

  private nonceOf({ protocol, internalPort }: MappingWish): Uint8Array {
    const key = `${protocol} ${internalPort}`;
    const known = this.nonces.get(key) ?? this.ports.random.bytes(NONCE_BYTES);
    this.nonces.set(key, known);
    return known;
  }
}
