/** What leaves each client no other transport than uTP. */
export const UTP_ONLY_WORDS: readonly string[] = ['--transport', 'utp'];

export const UTP_ONLY_LIBTORRENT = {
  enable_outgoing_utp: true,
  enable_incoming_utp: true,
  enable_outgoing_tcp: false,
  enable_incoming_tcp: false,
} as const;
