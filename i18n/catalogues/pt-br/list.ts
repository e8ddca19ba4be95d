/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/list.js';

export const list: Translation<typeof en.list> = {
  label: 'Torrents',
  columns: {
    state: 'Estado',
    name: 'Nome',
    progress: 'Progresso',
    size: 'Tamanho',
    down: 'Download',
    up: 'Upload',
    eta: 'Restante',
    seeds: 'Seeds',
    peers: 'Pares',
    ratio: 'Proporção',
    added: 'Adicionado',
  },
  resizeColumn: 'Largura de {name}',
  addedOn: 'Adicionado {date}',
  sizeAndAdded: '{size} · {added}',
  forced: 'Forçado: funciona não importa o que a fila diga',
  awaitingChoice: 'Os detalhes chegaram. Escolha o que baixar.',
  chooseFiles: 'Escolher arquivos…',
  retry: 'Tentar de novo',
  checkAgain: 'Verificar de novo',
  noMatch: 'Nada corresponde a “{text}”.',
  nothingHere: 'Nada aqui no momento.',
  showAll: 'Mostrar todos',
  results: '{count, plural, one {# resultado} other {# resultados}}',
};

export const states: Translation<typeof en.states> = {
  fetchingDetails: 'Buscando detalhes',
  awaitingChoice: 'Pronto para adicionar',
  checking: 'Verificando {percent}',
  moving: 'Movendo {percent}',
  queued: 'Na fila, {position, number}º',
  waitingForCheck: 'Aguarda verificação',
  forced: '{state}, forçado',
  downloading: 'Baixando',
  waitingForPeers: 'Aguardando pares',
  seeding: 'Semeando',
  finished: 'Concluído',
  paused: 'Pausado',
  needsAttention: 'Precisa de atenção',
};
