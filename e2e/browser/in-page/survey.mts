import type { FocusSpot, Survey } from '../survey-types.ts'
import { layout } from './layout.mts'
import { briefly, pressables } from './pressables.mts'

function isReachable(element: HTMLElement): boolean {
  if (element.tabIndex >= 0) return true
  // Roving tab order: one member of the group is reached by Tab, the others from there by arrow keys.
  const group = element.closest('[role=radiogroup], [role=tablist]')
  return group?.querySelector('[role=radio][tabindex="0"], [role=tab][tabindex="0"]') != null
}

function hasRing(element: Element): boolean {
  const style = getComputedStyle(element)
  // The browser's own ring (auto) says 1 px and is drawn wider.
  const outlined = style.outlineStyle === 'auto' || (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2)
  return outlined || style.boxShadow !== 'none'
}

function focus(): FocusSpot | null {
  const element = document.activeElement
  if (!element || element === document.body) return null
  const { left, top, width, height } = element.getBoundingClientRect()
  const hit = document.elementFromPoint(left + width / 2, Math.min(top + height / 2, innerHeight - 1))
  // A field's frame lights up in place of the field itself.
  const framed = element.matches('input') && element.parentElement !== null && hasRing(element.parentElement)
  return {
    where: briefly(element),
    name: (element.getAttribute('aria-label') ?? element.textContent ?? '').trim(),
    ring: hasRing(element) || framed,
    seen: hit !== null && (element.contains(hit) || element === hit),
  }
}

const survey: Survey = {
  pressables,
  describe: () => pressables().map((element) => ({ where: briefly(element), reachable: isReachable(element) })),
  setScale(factor) {
    for (const element of document.querySelectorAll<HTMLElement>('html, [style*="--fs"]')) element.style.setProperty('--fs', String(factor))
  },
  layout,
  focus,
}
Object.assign(globalThis, { survey })
