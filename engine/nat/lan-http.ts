/** Asking a gateway over HTTP, as UPnP does. */

export interface LanRequest {
  /** Its host must be a literal address. */
  readonly url: string;
  readonly localAddress: string;
  /** Sent as SOAP; without one the document is fetched. */
  readonly soap?: { readonly action: string; readonly body: string };
}
export interface LanAnswer {
  readonly status: number;
  readonly body: string;
}
export interface LanHttp {
  /** Null when there is no whole answer. Never rejects. */
  send(request: LanRequest): Promise<LanAnswer | null>;
}
