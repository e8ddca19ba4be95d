/** What screen readers are told besides the notices: one polite message at a time. Never speeds or percentages. */
import { createStore } from 'zustand/vanilla';

export const spoken = createStore<{ readonly text: string; readonly count: number }>(() => ({ text: '', count: 0 }));

/** Says something politely; what was to be said and has not been yet gives way. */
export const say = (text: string): void => spoken.setState((state) => ({ text, count: state.count + 1 }));
