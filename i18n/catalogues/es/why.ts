/** Spanish: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/why.js';

export const why: Translation<typeof en.why> = {
  diskMissing: 'Los archivos ya no están en {path}.',
  diskMissingSomewhere: 'Los archivos no están donde estaban.',
  diskSilent: 'El disco no responde en este momento. Los demás discos siguen.',
  diskSlow: 'El disco va ahora más lento que la red: {waiting} esperan para escribirse.',
  awaitingChoice: 'Espera a que elijas sus archivos.',
  paused: 'Espera a que lo reanudes.',
  complete: 'Está todo. No se envía nada hasta que lo reanudes.',
  goalReached: {
    ratio: 'Ha compartido tanto como querías. Reanúdalo para compartir más.',
    time: 'Ha sembrado el tiempo que querías. Reanúdalo para continuar.',
    idle: 'Nadie ha pedido nada durante el tiempo que fijaste. Reanúdalo para continuar.',
  },
  queued:
    '{position, plural, =1 {Es el siguiente en empezar.} one {Empieza cuando le toque. Es el número {position, number} de la cola.} other {Empieza cuando le toque. Es el número {position, number} de la cola.}}',
  waitingForCheck: 'Sus archivos esperan a ser comprobados.',
  checking: 'Se están comprobando sus archivos, {share} por ahora. Después continúa.',
  moving: 'Se están moviendo sus archivos, {share} por ahora. Después continúa.',
  noPeers:
    '{known, plural, =0 {Esperando pares. Ahora mismo nadie con este torrent está conectado.} one {Esperando pares. La # dirección conocida no responde ahora mismo.} other {Esperando pares. Ninguna de las # direcciones conocidas responde ahora mismo.}}',
  nobodyHas:
    '{pieces, plural, one {# pieza que nadie tiene todavía. El resto continúa.} other {# piezas que nadie tiene todavía. El resto continúa.}}',
  nobodyHasRest:
    '{pieces, plural, one {# pieza que nadie tiene todavía. Esperando a alguien que la tenga.} other {# piezas que nadie tiene todavía. Esperando a alguien que las tenga.}}',
  allChokeUs:
    '{peers, plural, one {# par está conectado y aún no tiene sitio para nosotros.} other {# pares están conectados, y ninguno tiene aún sitio para nosotros.}}',
  peersSilent:
    '{peers, plural, one {Se ha preguntado a # par y hace un rato que no llega nada.} other {Se ha preguntado a # pares y hace un rato que no llega nada.}}',
  peersSlow: '{peers, plural, one {# par no envía más de {rate}.} other {# pares no envían más de {rate}.}}',
  nobodyInterested:
    '{peers, plural, =0 {Ahora mismo nadie lo pide.} one {# par está conectado y no necesita nada de nosotros.} other {# pares están conectados, y ninguno necesita nada de nosotros.}}',
  limited: {
    torrent: {
      down: 'Frenado por el límite de bajada de este torrent, {rate}.',
      up: 'Frenado por el límite de subida de este torrent, {rate}.',
    },
    session: {
      down: 'Frenado por tu límite de bajada, {rate}.',
      up: 'Frenado por tu límite de subida, {rate}.',
    },
  },
  trackerRefused: '{host} rechazó este torrent: «{text}».',
  trackerUnreachable: 'El tracker {host} no responde. Nuevo intento en {time}.',
  fetchingDetails:
    '{peers, plural, =0 {Obteniendo detalles. Buscando pares.} one {Obteniendo detalles de # par.} other {Obteniendo detalles de # pares.}}',
};
