import type { LayoutRules } from '../survey-types.ts'
import { briefly, isShown, pressables } from './pressables.mts'

const tabBar = '.taro-tabbar__tabbar'
const mainParts = 'main, .ms-page__bottom, [role=dialog]'
const mainControls = ':is(button, [role=button], [role=radio], [role=checkbox], input):not([role=link])'
/** Half a pixel is lost to rounding. */
const slack = 0.5

interface Piece {
  text: string
  holder: HTMLElement
  range: Range
}

function shownText(): Piece[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const pieces: Piece[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement
    const text = node.textContent?.trim() ?? ''
    if (!holder || text === '' || holder.matches('script, style') || !isShown(holder)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    pieces.push({ text: text.slice(0, 24), holder, range })
  }
  return pieces
}

const fontSize = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize)

/** The largest text of a control is what names it; a smaller line may explain. */
function textFaults(pieces: readonly Piece[], rules: LayoutRules, factor: number): string[] {
  const faults: string[] = []
  const largest = new Map<Element, number>()
  for (const { text, holder } of pieces) {
    const size = fontSize(holder)
    const floor = holder.closest(tabBar) ? rules.tabText : rules.text * factor
    if (size < floor - slack / 10) faults.push(`text of ${size.toFixed(1)} px, ${floor} wanted: ${text}`)
    const named = holder.closest(`:is(${mainParts}) :is(h1, h2, h3, button, [role=button], [role=radio], [role=checkbox], [role=link])`)
    if (named) largest.set(named, Math.max(largest.get(named) ?? 0, size))
  }
  for (const field of document.querySelectorAll('main input')) if (isShown(field)) largest.set(field, fontSize(field))
  for (const [element, size] of largest) {
    const floor = rules.mainText * factor
    if (size < floor - slack / 10) faults.push(`main text of ${size.toFixed(1)} px, ${floor} wanted: ${briefly(element)}`)
  }
  return faults
}

const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip'
const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll'

/** The width of the phone; innerWidth grows with what is too wide for it. */
const screenWidth = () => document.documentElement.clientWidth
const isBeyondScreen = ({ left, right }: DOMRect) => left < -slack || right > screenWidth() + slack

/** What keeps part of a text from being seen; what can be scrolled into view is not cut. */
function cutBy(piece: Piece): string | null {
  const rects = [...piece.range.getClientRects()].filter(({ width }) => width > 0)
  if (rects.some(isBeyondScreen)) return 'the edge of the screen'
  let scrollsHere = false
  for (let box: HTMLElement | null = piece.holder; box && !box.matches('html, body'); box = box.parentElement) {
    const style = getComputedStyle(box)
    const frame = box.getBoundingClientRect()
    scrollsHere ||= scrolls(style.overflowY)
    // Glyph boxes are a little taller than tight lines; only a real cut counts.
    const outside = rects.some(
      (rect) =>
        (cuts(style.overflowX) && (rect.left < frame.left - slack || rect.right > frame.right + slack)) ||
        (cuts(style.overflowY) && !scrollsHere && (rect.top < frame.top - 4 || rect.bottom > frame.bottom + 4)),
    )
    if (outside) return briefly(box)
  }
  return null
}

function cutFaults(pieces: readonly Piece[]): string[] {
  const fields = [...document.querySelectorAll('input')].filter((field) => isShown(field) && field.scrollWidth > field.clientWidth + 1)
  return [
    ...pieces.flatMap((piece) => {
      const by = cutBy(piece)
      return by ? [`text is cut by ${by}: ${piece.text}`] : []
    }),
    ...fields.map((field) => `text is cut in a field: ${briefly(field)}`),
  ]
}

function widthFaults(): string[] {
  const faults: string[] = []
  const { scrollWidth } = document.documentElement
  if (scrollWidth > screenWidth()) faults.push(`the page scrolls sideways: ${scrollWidth} px`)
  for (const box of document.body.querySelectorAll('*')) {
    if (!isShown(box) || box.scrollWidth <= box.clientWidth + 1) continue
    if (scrolls(getComputedStyle(box).overflowX)) faults.push(`a part scrolls sideways: ${briefly(box)}`)
  }
  return faults
}

function isCovered(element: Element): boolean {
  element.scrollIntoView({ block: 'center', behavior: 'instant' })
  const { left, top, width, height } = element.getBoundingClientRect()
  const hit = document.elementFromPoint(left + width / 2, top + height / 2)
  return hit === null || !element.contains(hit)
}

function targetFaults(rules: LayoutRules): string[] {
  // A sheet covers the page on purpose; only what is on it can be pressed.
  const sheet = document.querySelector('[aria-modal=true]')
  const reachable = pressables().filter((element) => !sheet || sheet.contains(element))
  const faults = reachable.flatMap((element) => {
    const frame = element.getBoundingClientRect()
    const { width, height } = frame
    const isMain = element.matches(mainControls) && element.closest(mainParts) !== null
    const tall = isMain ? rules.mainTarget : rules.target
    const small = width < rules.target - slack || height < tall - slack
    return [
      ...(small ? [`a target of ${width.toFixed(0)}×${height.toFixed(0)} px, ${rules.target}×${tall} wanted: ${briefly(element)}`] : []),
      ...(isBeyondScreen(frame) ? [`it reaches beyond the screen: ${briefly(element)}`] : []),
      ...(isCovered(element) ? [`it is covered and cannot be pressed: ${briefly(element)}`] : []),
    ]
  })
  document.querySelector('.ms-page h1')?.scrollIntoView({ block: 'end', behavior: 'instant' })
  return faults
}

export function layout(rules: LayoutRules, factor: number): string[] {
  const pieces = shownText()
  return [...textFaults(pieces, rules, factor), ...cutFaults(pieces), ...widthFaults(), ...targetFaults(rules)]
}
