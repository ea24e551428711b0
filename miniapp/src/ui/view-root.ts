import type { ViewPreference } from '../platform/view'
import type { BoxProps } from './element/types'

/** From this text size on a narrow phone needs every point for words: less air, no pictures beside them. */
const HUGE = 2
/** Pictures beside words stop growing here, or they would take the words' room. */
const ICON_SCALE_MAX = 1.4

/** Class and variables of an element in which everything follows the chosen view. */
export function viewRoot(name: 'ms-page' | 'ms-layer', { mode, scale }: ViewPreference): Pick<BoxProps, 'className' | 'style'> {
  return {
    className: `${name} ${name}--${mode} ${scale >= HUGE ? `${name}--huge` : ''}`,
    style: { '--fs': scale, '--icon-scale': Math.min(scale, ICON_SCALE_MAX) },
  }
}
