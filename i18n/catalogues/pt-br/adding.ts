/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/adding.js';

export const drop: Translation<typeof en.drop> = {
  add: 'Solte para adicionar',
  addCount: '{count, plural, one {Solte para adicionar # torrent} other {Solte para adicionar # torrents}}',
  hint: 'Arquivos torrent e links magnet',
  rejectedOne: '“{name}” não é um arquivo torrent.',
  rejectedType:
    '{kind, select, image {O Shoal adiciona arquivos torrent e links magnet. Isto é uma imagem.} video {O Shoal adiciona arquivos torrent e links magnet. Isto é um vídeo.} audio {O Shoal adiciona arquivos torrent e links magnet. Isto é um arquivo de áudio.} text {O Shoal adiciona arquivos torrent e links magnet. Isto é um texto.} other {O Shoal adiciona arquivos torrent e links magnet. Isto é outro tipo de arquivo.}}',
  rejectedSome:
    '{count, plural, one {# arquivo não é para o Shoal e ficará de fora.} other {# arquivos não são para o Shoal e ficarão de fora.}}',
  nothing: 'Isso não era um arquivo torrent nem um link magnet.',
};

export const adding: Translation<typeof en.adding> = {
  title: '{count, plural, one {Adicionar torrent} other {Adicionar torrents}}',
  toAdd: 'A adicionar',
  saveTo: 'Salvar em',
  browse: 'Procurar…',
  sizeAndFiles: '{count, plural, one {{size}, # arquivo} other {{size}, # arquivos}}',
  chosen: '{total, plural, one {{size}, {wanted, number} de # arquivo} other {{size}, {wanted, number} de # arquivos}}',
  room: '{free} livres, {needed} necessários, sobram {left}',
  roomFree: '{free} livres',
  roomUnknown: 'O espaço livre desta pasta não é conhecido.',
  tooLittle: 'Isto precisa de {needed}; há {free} livres em {where}.',
  startNow: 'Começar agora',
  skipThis: 'Pular este',
  addCount: '{count, plural, =0 {Adicionar} one {Adicionar} other {Adicionar # torrents}}',
  addAnyway: 'Adicionar mesmo assim',
  fetchingFrom: '{peers, plural, =0 {Buscando detalhes} one {Buscando detalhes de # par} other {Buscando detalhes de # pares}}',
  fetchingLong:
    'A lista de arquivos aparece aqui quando os detalhes chegarem. Você já pode adicioná-lo; ele começa sozinho, com todos os arquivos.',
  duplicate: 'Já está na sua lista',
  invalid: 'Não pode ser adicionado',
};

export const opening: Translation<typeof en.opening> = {
  notAFileName: 'Isto não é um nome de arquivo.',
  noSuchAddress: 'Este endereço não indica um arquivo neste computador.',
  isFolder: '{name} é uma pasta, não um arquivo .torrent.',
  notTorrent: '{name} não é um arquivo .torrent.',
  isEmpty: '{name} está vazio.',
  tooLarge: '{name} é maior que {limit}, grande demais para um arquivo torrent.',
  gone: '{name} não está mais lá.',
  forbidden: 'Você não tem permissão para ler {name}.',
  unreadable: 'Não foi possível ler {name}.',
  magnetLink: 'Link magnet',
  magnetTooLong: 'Este link é longo demais para ser um link magnet.',
  webAddress: 'Endereços da web ainda não podem ser abertos. Baixe o arquivo .torrent e abra-o.',
};
