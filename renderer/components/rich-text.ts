/** The parts of a message that holds more than text, as children of an element. */
import { createElement, Fragment, type ReactNode } from 'react';

export const richText = (parts: readonly ReactNode[]): ReactNode => createElement(Fragment, null, ...parts);

/** The text between a tag's ends; messages put nothing but text there. */
export const textOf = (children: readonly ReactNode[]): string => children.join('');

/** Messages that set off a part by `<strong>`. */
export const STRONG = { strong: (children: readonly ReactNode[]): ReactNode => createElement('b', null, ...children) };
