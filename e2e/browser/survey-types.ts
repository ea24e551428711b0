/** Least sizes in CSS pixels, at a text factor of 1. */
export interface LayoutRules {
  /** Any text a person reads. */
  text: number
  /** Headings, and what stands on buttons, choices and in fields. */
  mainText: number
  /** The words under the tab bar's pictures; they do not grow without end. */
  tabText: number
  /** Both sides of whatever can be pressed. */
  target: number
  /** Height of buttons, choices and fields. */
  mainTarget: number
}

/** What can be pressed, as the page sees it; what a screen reader is told is asked of the browser. */
export interface Pressable {
  /** Enough of its markup to find it. */
  where: string
  /** Whether Tab, or the arrow keys within its group, lead to it. */
  reachable: boolean
}

export interface FocusSpot {
  where: string
  name: string
  /** Something other than a colour change shows where the focus is. */
  ring: boolean
  /** In full view, or hidden behind a bar. */
  seen: boolean
}

/** What the in-page script offers under `globalThis.survey`. */
export interface Survey {
  pressables(): object[]
  describe(): Pressable[]
  setScale(factor: number): void
  layout(rules: LayoutRules, factor: number): string[]
  focus(): FocusSpot | null
}
