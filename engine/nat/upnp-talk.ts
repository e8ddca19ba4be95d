/** Mappings by UPnP's Internet Gateway Device. Found anew for each gateway; then every mapping is one action. */
import { err, ok } from '../base/result.js';
import type { QuestionPorts } from './gateway-question.js';
import { descriptionUrl, faultCode, type IgdService, SSDP, searches, serviceIn, soapRequest } from './igd.js';
import type { LanHttp } from './lan-http.js';
import type { Gateway, GatewayTalk, MappedProtocol, MappingResult, MappingWish } from './mapping.js';

/** Answers may take a second (MX); a second search helps where the first was lost. */
const SEARCH_AGAIN_MS = 1_200;
const SEARCH_END_MS = 2_800;
/** What the person sees in the router's own list. */
const DESCRIPTION = 'Shoal';

/** UPnP error codes of AddPortMapping (IGD 2, table 2-16). */
const CODE = { conflict: 718, onlyPermanent: 725 } as const;
/** Ports to try after a conflict with another program's mapping. */
const OTHER_PORTS = 3;

type Asked = { readonly ok: true; readonly body: string } | { readonly ok: false; readonly code: number | null };

export class UpnpTalk implements GatewayTalk {
  readonly method = 'upnp';
  private service: Promise<IgdService | null> | null = null;
  /** The outer ports that we were given: what a mapping is taken away by. */
  private readonly given = new Map<MappedProtocol, number>();

  constructor(
    private readonly gateway: Gateway,
    private readonly ports: QuestionPorts,
    private readonly http: LanHttp,
  ) {}

  async map(wish: MappingWish): Promise<MappingResult> {
    this.service ??= this.find();
    const service = await this.service;
    if (service === null) return err({ kind: 'silent', reason: 'no UPnP router was found' });
    return wish.lifetimeS === 0 ? this.remove(service, wish) : this.add(service, wish);
  }

  close(): void {
    this.service = null;
  }

  private async add(service: IgdService, wish: MappingWish): Promise<MappingResult> {
    let { externalPort, lifetimeS } = wish;
    let code: number | null = null;
    for (let tries = 0; tries <= OTHER_PORTS + 1; tries++) {
      const asked = await this.ask(service, 'AddPortMapping', [
        ['NewRemoteHost', ''],
        ['NewExternalPort', externalPort],
        ['NewProtocol', wish.protocol.toUpperCase()],
        ['NewInternalPort', wish.internalPort],
        ['NewInternalClient', this.gateway.localAddress],
        ['NewEnabled', 1],
        ['NewPortMappingDescription', DESCRIPTION],
        ['NewLeaseDuration', lifetimeS],
      ]);
      if (asked.ok) {
        this.given.set(wish.protocol, externalPort);
        return ok({ externalPort, lifetimeS, externalAddress: await this.externalAddress(service) });
      }
      code = asked.code;
      if (code === CODE.onlyPermanent) lifetimeS = 0;
      else if (code === CODE.conflict && externalPort < 65_535) externalPort++;
      else break;
    }
    return err({ kind: 'refused', reason: `the router refused by UPnP (${code === null ? 'no reason given' : `code ${code}`})` });
  }

  private async remove(service: IgdService, { protocol, internalPort }: MappingWish): Promise<MappingResult> {
    const externalPort = this.given.get(protocol) ?? internalPort;
    this.given.delete(protocol);
    await this.ask(service, 'DeletePortMapping', [
      ['NewRemoteHost', ''],
      ['NewExternalPort', externalPort],
      ['NewProtocol', protocol.toUpperCase()],
    ]);
    return ok({ externalPort: 0, externalAddress: null, lifetimeS: 0 });
  }

  private async externalAddress(service: IgdService): Promise<string | null> {
    const asked = await this.ask(service, 'GetExternalIPAddress', []);
    const found = asked.ok ? /<NewExternalIPAddress[^>]*>\s*(\d+\.\d+\.\d+\.\d+)\s*</.exec(asked.body)?.[1] : undefined;
    return found ?? null;
  }

  private async ask(service: IgdService, name: string, fields: readonly (readonly [string, string | number])[]): Promise<Asked> {
    const soap = soapRequest(service, name, fields);
    const answer = await this.http.send({ url: service.controlUrl, localAddress: this.gateway.localAddress, soap });
    if (answer === null) return { ok: false, code: null };
    return answer.status === 200 ? { ok: true, body: answer.body } : { ok: false, code: faultCode(answer.body) };
  }

  private async find(): Promise<IgdService | null> {
    const url = await this.search();
    if (url === null) return null;
    const answer = await this.http.send({ url, localAddress: this.gateway.localAddress });
    return answer?.status === 200 ? serviceIn(answer.body, url) : null;
  }

  /** Where the gateway's description is. Others that answer are not our way to the internet, and are not believed. */
  private search(): Promise<string | null> {
    const { clock, datagrams } = this.ports;
    const { address, localAddress } = this.gateway;
    return new Promise((resolve) => {
      const timers: (() => void)[] = [];
      const end = (url: string | null): void => {
        for (const cancel of timers) cancel();
        socket.close();
        resolve(url);
      };
      const socket = datagrams.open(
        { family: 4, port: 0, address: localAddress },
        (bytes, from) => {
          const url = from.host === address ? descriptionUrl(bytes, address) : null;
          if (url !== null) end(url);
        },
        () => undefined,
      );
      const send = (): void => {
        for (const search of searches()) socket.send(search, { host: SSDP.host, port: SSDP.port });
      };
      send();
      timers.push(
        clock.after(SEARCH_AGAIN_MS, send),
        clock.after(SEARCH_END_MS, () => end(null)),
      );
    });
  }
}
