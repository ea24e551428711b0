import { isHidden, isSilent, nameOf, roleOf, visibleText } from './accessible.ts'
import { controlValue, isChecked, isTrue } from './native-controls.ts'
import { matchesSelector } from './selector.ts'
import type { ComponentInstance } from './view-tree.ts'
import { composedPath, type ViewElement, walk } from './view-tree.ts'

export type Words = string | RegExp

/** The page on top, as a person and a screen reader meet it. */
export interface PageView {
  route: string
  query: Record<string, string>
  data: Record<string, unknown>
  /** All readable words, a block a line. */
  text(): string
  elements(): ViewElement[]
  bySelector(selector: string): ViewElement[]
  /** Innermost elements whose words match. */
  byText(words: Words): ViewElement[]
  byRole(role: string, name?: Words): ViewElement[]
  byLabel(label: Words): ViewElement[]
  /** What a screen reader calls the element. */
  nameOf(element: ViewElement): string
  valueOf(element: ViewElement): string
  isChecked(element: ViewElement): boolean
  isDisabled(element: ViewElement): boolean
}

function fits(value: string, words: Words): boolean {
  return typeof words === 'string' ? value === words || value.includes(words) : words.test(value)
}

export function viewOf(page: ComponentInstance): PageView {
  const elements = () => [...walk(page.root)]
  const shown = () => elements().filter((element) => !isHidden(composedPath(page.root, element)))
  const spoken = () => shown().filter((element) => !isSilent(composedPath(page.root, element)))
  return {
    route: page.path,
    query: page.logic.options as Record<string, string>,
    data: page.data,
    text: () => visibleText(page.root),
    elements,
    bySelector: (selector) => elements().filter((element) => matchesSelector(element, selector)),
    byText: (words) => {
      const matching = new Set(shown().filter((element) => fits(visibleText([element]), words)))
      const holders = new Set([...matching].flatMap((element) => composedPath(page.root, element).slice(1)))
      return [...matching].filter((element) => !holders.has(element))
    },
    byRole: (role, name) => spoken().filter((element) => roleOf(element) === role && (name === undefined || fits(nameOf(element), name))),
    byLabel: (label) => spoken().filter((element) => typeof element.attrs.ariaLabel === 'string' && fits(element.attrs.ariaLabel, label)),
    nameOf,
    valueOf: controlValue,
    isChecked,
    isDisabled: (element) => isTrue(element.attrs.disabled),
  }
}
