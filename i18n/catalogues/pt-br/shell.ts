/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/shell.js';

export const menus: Translation<typeof en.menus> = {
  file: '&Arquivo',
  edit: '&Editar',
  torrent: '&Torrent',
  view: 'E&xibir',
  openFile: 'Abrir arquivo torrent…',
  pasteLink: 'Adicionar link da área de transferência',
  closeWindow: 'Fechar janela',
  quit: 'Sair',
  undo: 'Desfazer',
  redo: 'Refazer',
  cut: 'Recortar',
  copy: 'Copiar',
  paste: 'Colar',
  selectAll: 'Selecionar tudo',
  find: 'Localizar',
  pauseOrResume: 'Pausar ou retomar',
  undoRemoval: 'Desfazer remoção',
  details: 'Detalhes',
  sidebar: 'Barra lateral',
  nextTheme: 'Próximo tema',
  zoomIn: 'Ampliar',
  zoomOut: 'Reduzir',
  actualSize: 'Tamanho real',
  fullScreen: 'Tela cheia',
  window: 'Janela',
  help: 'A&juda',
};

export const torrentMenu: Translation<typeof en.torrentMenu> = {
  showInFolder: 'Mostrar na pasta',
  pause: '{count, plural, =1 {Pausar} other {Pausar (#)}}',
  resume: '{count, plural, =1 {Retomar} other {Retomar (#)}}',
  forceStart: '{count, plural, =1 {Forçar início} other {Forçar início (#)}}',
  queueTop: 'Início da fila',
  queueUp: 'Subir na fila',
  queueDown: 'Descer na fila',
  queueBottom: 'Fim da fila',
  sequential: '{count, plural, =1 {Baixar em ordem} other {Baixar em ordem (#)}}',
  firstLast: '{count, plural, =1 {Primeiros e últimos pedaços antes} other {Primeiros e últimos pedaços antes (#)}}',
  superSeed: '{count, plural, =1 {Super-semeadura} other {Super-semeadura (#)}}',
  recheck: '{count, plural, =1 {Verificar arquivos de novo} other {Verificar arquivos de novo (#)}}',
  announce: '{count, plural, =1 {Consultar rastreadores agora} other {Consultar rastreadores agora (#)}}',
  copyMagnet: '{count, plural, =1 {Copiar link magnet} other {Copiar links magnet (#)}}',
  remove: '{count, plural, =1 {Remover da lista} other {Remover da lista (#)}}',
  removeData: '{count, plural, =1 {Remover e apagar dados…} other {Remover e apagar dados (#)…}}',
};

export const fileMenu: Translation<typeof en.fileMenu> = {
  high: 'Prioridade alta',
  normal: 'Prioridade normal',
  low: 'Prioridade baixa',
  skip: 'Não baixar',
};

export const dialogs: Translation<typeof en.dialogs> = {
  openTitle: 'Abrir arquivos torrent',
  open: 'Abrir',
  torrentFiles: 'Arquivos torrent',
  folderTitle: 'Escolher uma pasta',
  choose: 'Escolher',
  deleteOne: 'Apagar “{name}” e os arquivos dele?',
  deleteMany: '{count, plural, one {Apagar # torrent e os arquivos dele?} other {Apagar # torrents e os arquivos deles?}}',
  deleteItem: '• {name}',
  deleteMore: 'e mais {count, number}',
  deleteWhat:
    '{files, plural, one {# arquivo, {size}, em {folder}. Não é possível desfazer.} other {# arquivos, {size}, em {folder}. Não é possível desfazer.}}',
  deletePermanently: 'Apagar definitivamente',
  cannotStart: 'O Shoal não conseguiu iniciar',
  cannotStartLog: 'Algo deu errado ao iniciar. O arquivo de registro tem os detalhes.',
};
