/** A section of the sidebar, which can be folded up and stays so. */
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { Icon } from '../../components/icon.js';
import { changePreferences, preferences } from '../../stores/preferences.js';

interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** At the end of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function SidebarSection({ id, title, aside, children }: SectionProps) {
  const folded = useStore(preferences, (s) => s.preferences.foldedSections);
  const isFolded = folded.includes(id);
  return (
    <section aria-label={title}>
      <h2>
        <button
          type="button"
          className="fold"
          aria-expanded={!isFolded}
          data-testid={`fold-${id}`}
          onClick={() => changePreferences({ foldedSections: isFolded ? folded.filter((each) => each !== id) : [...folded, id] })}
        >
          <span className="cut">{title}</span>
          <Icon name="chevron" />
        </button>
        {aside}
      </h2>
      {isFolded ? null : children}
    </section>
  );
}
