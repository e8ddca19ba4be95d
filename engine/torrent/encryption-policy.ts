/**
 * What the setting `encryption` allows (message stream encryption, MSE/PE). `prefer`: encrypted first, plain where the
 * peer does not speak it; `require`: everything encrypted (RC4), or no connection; `disable`: plain.
 */
import type { Encryption } from '../api/settings.js';
import type { StreamKind } from '../base/ports.js';
import type { CryptoMethods } from '../mse/crypto-methods.js';
import type { Greeting } from '../roster/candidate.js';

/** What is offered and taken in an encrypted handshake, the best first; none: it is not spoken. */
export function methodsOf(encryption: Encryption): CryptoMethods {
  switch (encryption) {
    case 'prefer':
      return ['rc4', 'plaintext'];
    case 'require':
      return ['rc4'];
    case 'disable':
      return [];
  }
}

/** How a peer is greeted, one way after the other, by what it is known to speak. */
export function greetingsFor(encryption: Encryption, known: Greeting | null): readonly Greeting[] {
  switch (encryption) {
    case 'prefer':
      return known === 'plain' ? ['plain', 'encrypted'] : ['encrypted', 'plain'];
    case 'require':
      return ['encrypted'];
    case 'disable':
      return ['plain'];
  }
}

/** Whether a connection that is there may stay. */
export function allowsKind(encryption: Encryption, kind: StreamKind): boolean {
  switch (encryption) {
    case 'prefer':
      return true;
    case 'require':
      return kind.encryption === 'rc4';
    case 'disable':
      return kind.encryption === 'none';
  }
}
