export type SettingUnit = 'fen' | 'bps' | 'flag'

/** How far a slider reaches and how finely it moves, in the unit of the figure: fen, or hundredths of a percent. */
export interface SettingRange {
  least: number
  most: number
  step: number
}

/** From nothing to twice what is published, in steps that people name: whole yuan or tens of them, half percents. */
export function rangeOf(published: number, unit: SettingUnit): SettingRange {
  if (unit === 'flag') return { least: 0, most: 1, step: 1 }
  const step = unit === 'bps' ? 50 : published < 50_000 ? 100 : published < 1_000_000 ? 500 : 10_000
  return { least: 0, most: Math.max(step * 20, Math.ceil((published * 2) / step) * step), step }
}

/** What a figure is divided by to be read: yuan, percent. */
export const scaleOf = (unit: SettingUnit): number => (unit === 'flag' ? 1 : 100)

/** A figure as people read it: `1,245 元`, `30%`, `是`. */
export function settingWords(value: number, unit: SettingUnit): string {
  if (unit === 'flag') return value === 1 ? '是' : '否'
  const number = (value / 100).toLocaleString('zh-CN', { maximumFractionDigits: 2 })
  return unit === 'fen' ? `${number} 元` : `${number}%`
}
