/** What lies over the window: the palette, the sheet of keys, or one of the small dialogs. */
import { useStore } from 'zustand';
import type { AppCommand } from '../../../electron/contract/app-commands.js';
import { overlay } from '../../stores/overlay.js';
import { ChooseLabel } from './choose-label.js';
import { CollectionDialog } from './collection-dialog.js';
import { KeysSheet } from './keys-sheet.js';
import { LabelDialog } from './label-dialog.js';
import { LimitsDialog } from './limits-dialog.js';
import { Palette } from './palette.js';

export function Overlays({ run }: { run(id: AppCommand['id']): void }) {
  const { open } = useStore(overlay);
  switch (open?.kind) {
    case undefined:
      return null;
    case 'palette':
      return <Palette run={run} />;
    case 'choose-label':
      return <ChooseLabel />;
    case 'keys':
      return <KeysSheet />;
    case 'limits':
      return <LimitsDialog />;
    case 'label':
      return <LabelDialog name={open.name} />;
    case 'collection':
      return <CollectionDialog name={open.name} query={open.query} />;
  }
}
