/** What became of opening our port at the router. */

/** The protocols that routers speak: PCP (RFC 6887), NAT-PMP (RFC 6886), UPnP (Internet Gateway Device). */
export type MappingMethod = 'pcp' | 'nat-pmp' | 'upnp';

export type PortMapping =
  | { readonly kind: 'off' }
  | { readonly kind: 'asking' }
  /** `externalPort` leads to ours over TCP, and over UDP where `udp`. */
  | {
      readonly kind: 'mapped';
      readonly method: MappingMethod;
      readonly externalPort: number;
      /** The router's address on the outside; null where it does not tell. */
      readonly externalAddress: string | null;
      readonly udp: boolean;
    }
  /** `reason`: plain words about the last thing tried. */
  | { readonly kind: 'none'; readonly reason: string };
