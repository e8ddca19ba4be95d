/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/errors.js';

export const errors: Translation<typeof en.errors> = {
  torrentInvalid: 'Este não é um arquivo torrent válido.',
  torrentInvalidBecause: 'Este não é um arquivo torrent válido: {reason}.',
  torrentTooLarge: 'Este torrent é grande demais para ser lido com segurança.',
  torrentV2Only: 'Este torrent está só no novo formato v2, que o Shoal ainda não consegue transferir.',
  magnetInvalid: 'O Shoal não consegue ler este link.',
  duplicate: 'Já está na sua lista.',
  torrentUnknown: 'Este torrent não está mais na lista.',
  pathUnusable: 'Não é possível usar “{where}”.',
  folderUnusable: 'Não é possível usar a pasta.',
  pathOutsideRoot: 'Um nome de arquivo deste torrent leva para fora da pasta escolhida.',
  dataMissing: 'Arquivos movidos ou apagados.',
  dataMismatch: 'Os arquivos no disco não são os deste torrent.',
  diskFull: 'Espaço insuficiente no disco.',
  diskFullIn: 'Espaço insuficiente em {where}.',
  diskFullNeeds: 'Espaço insuficiente no disco. Faltam {needed}.',
  diskFullInNeeds: 'Espaço insuficiente em {where}. Faltam {needed}.',
  diskFailed: 'O disco relata uma falha.',
  diskFailedAt: 'Não é possível ler ou gravar “{where}”.',
  diskStalled: 'O disco não responde.',
  diskStalledAt: 'O disco de “{where}” não responde.',
  portUnavailable: 'A porta {port} está sendo usada por outro programa.',
  addressUnusable: 'Não é possível usar o endereço {address}.',
  trackerSilent: 'O rastreador não responde.',
  trackerRefused: 'O rastreador recusou: “{reason}”.',
  metadataUnavailable: 'Não foi possível buscar os detalhes deste torrent.',
  stateUnreadable: 'Não foi possível ler o que o Shoal lembrava deste torrent.',
  profileInUse: 'Outro Shoal está usando o mesmo perfil.',
  networkFailed: 'Não é possível acessar a rede.',
  hostFailed: 'Não é possível acessar {host}.',
  ipFilterFailedKept:
    'Não foi possível ler o filtro de IP de {place}: {reason}. A lista anterior continua valendo. Nova tentativa em dez minutos.',
  ipFilterFailed:
    'Não foi possível ler o filtro de IP de {place}: {reason}. Enquanto isso, ninguém é filtrado. Nova tentativa em dez minutos.',
  cancelled: 'O Shoal está fechando.',
  internal: 'Algo deu errado dentro do Shoal. O registro diz mais.',
  andOthersContinue: '{problem} Os outros downloads continuam.',
  andFindOrDownload: '{problem} Coloque-os de volta e verifique de novo, ou tente de novo para baixá-los outra vez.',
};
