/** Files what is selected under a label: one that there is, none, or a new one by its name. */
import { foreign } from '../../../i18n/format/visible-text.js';
import { t } from '../../../i18n/runtime/words.js';
import { type Choice, Chooser, matchingChoices } from '../../components/chooser.js';
import { LabelDot } from '../../components/label-dot.js';
import { Text } from '../../components/text.js';
import { setLabel } from '../../stores/edits.js';
import { labelsNow } from '../../stores/labels.js';
import { closeOverlay } from '../../stores/overlay.js';
import { selectedRows } from '../../stores/selection.js';

const MOST_CHARS = 100;

export function ChooseLabel() {
  const rows = selectedRows();
  const choices = (text: string): readonly Choice[] => {
    const name = text.trim();
    const all: readonly Choice[] = [
      ...labelsNow().map(
        (label): Choice => ({
          key: label.name,
          label: label.name,
          drawn: (
            <span className="labelled">
              <LabelDot colour={label.colour} />
              <Text>{label.name}</Text>
            </span>
          ),
          run: () => void setLabel(rows, label.name),
        }),
      ),
      { key: 'none', label: t('labels.none'), icon: 'close', run: () => void setLabel(rows, null) },
    ];
    const isNew = name !== '' && name.length <= MOST_CHARS && !labelsNow().some((label) => label.name.toLowerCase() === name.toLowerCase());
    const fresh: readonly Choice[] = isNew
      ? [{ key: 'new', label: t('palette.makeLabel', { name: foreign(name) }), icon: 'plus', run: () => void setLabel(rows, name) }]
      : [];
    return [...matchingChoices(all, text), ...fresh];
  };
  return (
    <Chooser
      title={t('palette.labelFor', { count: rows.length })}
      hint={t('palette.labelHint')}
      nothing={t('palette.nothing')}
      testId="choose-label"
      choices={choices}
      onClose={closeOverlay}
    />
  );
}
