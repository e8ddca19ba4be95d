/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/why.js';

export const why: Translation<typeof en.why> = {
  diskMissing: 'Os arquivos não estão mais em {path}.',
  diskMissingSomewhere: 'Os arquivos não estão mais onde estavam.',
  diskSilent: 'O disco não responde no momento. Os outros discos continuam.',
  diskSlow: 'O disco está mais lento que a rede no momento: {waiting} esperam para ser gravados.',
  awaitingChoice: 'Ele espera você escolher os arquivos.',
  paused: 'Ele espera você retomá-lo.',
  complete: 'Está tudo aqui. Nada é enviado até você retomá-lo.',
  goalReached: {
    ratio: 'Ele já compartilhou tanto quanto você queria. Retome-o para compartilhar mais.',
    time: 'Ele já semeou pelo tempo que você queria. Retome-o para continuar.',
    idle: 'Ninguém pegou nada durante o tempo definido. Retome-o para continuar.',
  },
  queued:
    '{position, plural, =1 {É o próximo a começar.} one {Começa quando chegar a vez dele. É o número {position, number} da fila.} other {Começa quando chegar a vez dele. É o número {position, number} da fila.}}',
  waitingForCheck: 'Os arquivos dele aguardam verificação.',
  checking: 'Os arquivos dele estão sendo verificados, {share} até agora. Depois ele continua.',
  moving: 'Os arquivos dele estão sendo movidos, {share} até agora. Depois ele continua.',
  noPeers:
    '{known, plural, =0 {Aguardando pares. Ninguém com este torrent está online no momento.} one {Aguardando pares. O # endereço conhecido não responde no momento.} other {Aguardando pares. Nenhum dos # endereços conhecidos responde no momento.}}',
  nobodyHas:
    '{pieces, plural, one {# pedaço que ninguém tem ainda. O resto continua.} other {# pedaços que ninguém tem ainda. O resto continua.}}',
  nobodyHasRest:
    '{pieces, plural, one {# pedaço que ninguém tem ainda. Aguardando alguém que o tenha.} other {# pedaços que ninguém tem ainda. Aguardando alguém que os tenha.}}',
  allChokeUs:
    '{peers, plural, one {# par está conectado e ainda não tem vaga para nós.} other {# pares estão conectados, e nenhum tem vaga para nós ainda.}}',
  peersSilent:
    '{peers, plural, one {# par foi consultado, e nada chega há algum tempo.} other {# pares foram consultados, e nada chega há algum tempo.}}',
  peersSlow: '{peers, plural, one {# par não envia mais que {rate}.} other {# pares não enviam mais que {rate}.}}',
  nobodyInterested:
    '{peers, plural, =0 {Ninguém está pedindo isto no momento.} one {# par está conectado e não precisa de nada nosso.} other {# pares estão conectados, e nenhum precisa de nada nosso.}}',
  limited: {
    torrent: {
      down: 'Contido pelo limite de download deste torrent, {rate}.',
      up: 'Contido pelo limite de upload deste torrent, {rate}.',
    },
    session: {
      down: 'Contido pelo seu limite de download, {rate}.',
      up: 'Contido pelo seu limite de upload, {rate}.',
    },
  },
  trackerRefused: '{host} recusou este torrent: “{text}”.',
  trackerUnreachable: 'O rastreador {host} não responde. Nova tentativa em {time}.',
  fetchingDetails:
    '{peers, plural, =0 {Buscando detalhes. Procurando pares.} one {Buscando detalhes de # par.} other {Buscando detalhes de # pares.}}',
};
