export const textScales = [1, 1.2, 1.4, 2] as const
export type TextScale = (typeof textScales)[number]
/** `standard`: 标准版. `care`: 关怀版， larger and with less on each page. */
export type ViewMode = 'standard' | 'care'

export interface ViewPreference {
  mode: ViewMode
  scale: TextScale
}

/** From this size of WeChat's own text on, a person who chose nothing gets 关怀版. */
const CARE_FROM = 1.3

/** The step nearest to a factor, never below 1. */
export function nearestScale(factor: number): TextScale {
  return textScales.reduce((best, scale) => (Math.abs(scale - factor) < Math.abs(best - factor) ? scale : best))
}

/** What to show before the person has chosen: what WeChat's own text size says. */
export function preferenceFromSystem(factor: number | undefined): ViewPreference {
  if (factor === undefined || !Number.isFinite(factor) || factor <= 0) return { mode: 'standard', scale: 1 }
  // 关怀版 is larger by itself, so the factor is not applied twice.
  if (factor >= CARE_FROM) return { mode: 'care', scale: nearestScale(factor / CARE_FROM) }
  return { mode: 'standard', scale: nearestScale(factor) }
}

/** Reads what was stored; anything unexpected counts as not chosen. */
export function parsePreference(text: string | null): ViewPreference | null {
  const [mode, scaleText] = (text ?? '').split('/')
  const scale = textScales.find((known) => String(known) === scaleText)
  return (mode === 'standard' || mode === 'care') && scale ? { mode, scale } : null
}

export function formatPreference({ mode, scale }: ViewPreference): string {
  return `${mode}/${scale}`
}
