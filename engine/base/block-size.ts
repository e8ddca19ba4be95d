/** The unit of requests: 16 KiB (BEP 3, as every client does it). */
export const BLOCK_BYTES = 16 * 1024;
