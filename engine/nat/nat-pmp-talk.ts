/** Mappings by NAT-PMP (RFC 6886). The outer address is a question of its own there. */
import { err, ok } from '../base/result.js';
import { askGateway, type QuestionPorts } from './gateway-question.js';
import type { Gateway, GatewayTalk, MappingResult, MappingWish } from './mapping.js';
import { decodeNatPmpAnswer, encodeNatPmpAddressRequest, encodeNatPmpMapRequest, NAT_PMP_PORT, type NatPmpAnswer } from './nat-pmp.js';

const UNSUPPORTED_VERSION = 1;
const UNSUPPORTED_OPCODE = 5;

export class NatPmpTalk implements GatewayTalk {
  readonly method = 'nat-pmp';

  constructor(
    private readonly gateway: Gateway,
    private readonly ports: QuestionPorts,
  ) {}

  async map(wish: MappingWish): Promise<MappingResult> {
    const answer = await this.ask(encodeNatPmpMapRequest(wish), (answer) =>
      answer.kind === 'refused'
        ? answer.about === wish.protocol
        : answer.kind === 'mapping' && answer.protocol === wish.protocol && answer.internalPort === wish.internalPort,
    );
    if (answer === null) return err({ kind: 'silent', reason: 'the gateway does not answer NAT-PMP' });
    if (answer.kind === 'refused') {
      const unsupported = answer.code === UNSUPPORTED_VERSION || answer.code === UNSUPPORTED_OPCODE;
      return err({ kind: unsupported ? 'unsupported' : 'refused', reason: `the gateway refused by NAT-PMP (code ${answer.code})` });
    }
    if (answer.kind !== 'mapping') return err({ kind: 'silent', reason: 'the gateway does not answer NAT-PMP' });
    const { externalPort, lifetimeS } = answer;
    return ok({ externalPort, lifetimeS, externalAddress: wish.lifetimeS === 0 ? null : await this.externalAddress() });
  }

  close(): void {
    // Each question has a socket of its own, which it closes.
  }

  private async externalAddress(): Promise<string | null> {
    const about = (answer: NatPmpAnswer): boolean => answer.kind === 'address' || (answer.kind === 'refused' && answer.about === 'address');
    const answer = await this.ask(encodeNatPmpAddressRequest(), about);
    return answer?.kind === 'address' ? answer.address : null;
  }

  private ask(question: Uint8Array, isIt: (answer: NatPmpAnswer) => boolean): Promise<NatPmpAnswer | null> {
    return askGateway(this.ports, this.gateway, NAT_PMP_PORT, question, (bytes) => {
      const answer = decodeNatPmpAnswer(bytes);
      return answer !== null && isIt(answer) ? answer : null;
    });
  }
}
