/** Brazilian Portuguese: see the English file of the same name. */
import type { Translation } from '../../runtime/catalogue.js';
import type * as en from '../en/commands.js';

export const commands: Translation<typeof en.commands> = {
  pasteAnywhere: 'Colar um link ou arquivo torrent',
  palette: 'Paleta de comandos',
  escape: 'Limpar o filtro e depois a seleção',
  saveCollection: 'Salvar filtro como coleção inteligente…',
  moveRows: 'Ir para cima ou para baixo',
  moveEnds: 'Ir ao primeiro ou ao último',
  movePages: 'Uma página acima ou abaixo',
  extend: 'Ampliar a seleção',
  moveFocus: 'Ir sem selecionar',
  toggleRow: 'Selecionar ou deixar de fora',
  typeAhead: 'Ir a um nome digitando',
  open: 'Mostrar arquivos, ou detalhes enquanto baixa',
  pauseOrResumeAll: 'Pausar ou retomar tudo',
  label: 'Etiqueta…',
  limits: 'Limites de velocidade…',
  nextPane: 'Próxima parte da janela',
  previousPane: 'Parte anterior da janela',
  mini: 'Janela mini',
  themeSystem: 'Tema: como o sistema',
  themeLight: 'Tema: claro',
  themeDark: 'Tema: escuro',
  densityCompact: 'Linhas: compactas',
  densityDefault: 'Linhas: padrão',
  densityComfy: 'Linhas: confortáveis',
  accent: 'Cor de destaque do sistema',
  resize: 'Alargar ou estreitar uma coluna ou painel',
  moveColumn: 'Mover uma coluna',
  contextMenu: 'Menu da seleção',
  help: 'Atalhos de teclado',
  detailsSide: 'Detalhes ao lado da lista',
};

export const palette: Translation<typeof en.palette> = {
  hint: 'Digite um comando ou o nome de um torrent',
  nothing: 'Nada corresponde.',
  labelFor: '{count, plural, one {Etiqueta para # torrent} other {Etiqueta para # torrents}}',
  labelHint: 'Escolha uma etiqueta ou digite uma nova',
  makeLabel: 'Nova etiqueta “{name}”',
};

export const keyboard: Translation<typeof en.keyboard> = {
  groups: {
    add: 'Adicionar',
    find: 'Encontrar',
    move: 'Mover e selecionar',
    act: 'Torrents',
    view: 'Exibição',
    app: 'Aplicativo',
  },
  names: {
    ctrl: 'Ctrl',
    alt: 'Alt',
    shift: 'Shift',
    space: 'Espaço',
    enter: 'Enter',
    escape: 'Esc',
    delete: 'Del',
    backspace: 'Backspace',
    home: 'Home',
    end: 'End',
    pageup: 'Page Up',
    pagedown: 'Page Down',
  },
};
