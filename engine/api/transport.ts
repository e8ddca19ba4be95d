/** What carries a connection between peers: TCP, or uTP over UDP (BEP 29), which leaves room for everybody else on the line. */
export type Transport = 'tcp' | 'utp';

/** Which of them may be used, both ways. */
export type TransportChoice = 'both' | Transport;

export const TRANSPORT_CHOICES: readonly TransportChoice[] = ['both', 'tcp', 'utp'];
