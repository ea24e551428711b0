import { type Font, openSync } from 'fontkit'
import { fontFile, printable, type Weight } from '../../receipt/pdf-paper.ts'

const opened = new Map<Weight, Font>()

/** The same font files that PDFs carry inside, opened to measure and to draw with. */
export function face(weight: Weight): Font {
  const known = opened.get(weight)
  if (known) return known
  const font = openSync(fontFile[weight])
  if (!('layout' in font)) throw new Error('the font file is a collection')
  opened.set(weight, font)
  return font
}

/** How wide words are, in the unit of their size. */
export function widthOf(words: string, size: number, weight: Weight): number {
  const font = face(weight)
  return (font.layout(words).advanceWidth / font.unitsPerEm) * size
}

/** Never at the beginning of a line. */
const CLOSING = '，。；：！？）》、”’…％·'
/** Never at the end of a line. */
const OPENING = '（《“‘'

/** Breaks words into lines no wider than `width`: between any two Chinese characters, Latin words and numbers kept whole. */
export function breakLines(words: string, size: number, weight: Weight, width: number): string[] {
  const pieces = printable(words.replace(/[ \t\r\n]+/g, ' ').trim()).match(/[A-Za-z0-9.,:/+&%#-]+|./gu) ?? []
  const parts: string[] = []
  for (const piece of pieces) {
    const last = parts.at(-1)
    if (last !== undefined && (CLOSING.includes(piece) || OPENING.includes(last.at(-1) ?? ''))) parts[parts.length - 1] = last + piece
    else parts.push(piece)
  }
  const lines: string[] = []
  let line = ''
  for (const part of parts) {
    if (line !== '' && widthOf(line + part, size, weight) > width) {
      lines.push(line.trimEnd())
      line = part.trimStart()
    } else line += part
    // A web address without a break in it is cut where it must be.
    while (widthOf(line, size, weight) > width && [...line].length > 1) {
      let fits = [...line]
      while (fits.length > 1 && widthOf(fits.join(''), size, weight) > width) fits = fits.slice(0, -1)
      lines.push(fits.join(''))
      line = [...line].slice(fits.length).join('')
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}

export interface Fitted {
  lines: string[]
  size: number
}

interface Box {
  width: number
  /** The size wanted, and the smallest that may be printed. */
  size: number
  smallest: number
  lines: number
  weight: Weight
}

/** The largest size not above the wanted one at which the words take no more than so many lines; cut with … when even the smallest is too large. */
export function fit(words: string, { width, size, smallest, lines: most, weight }: Box): Fitted {
  for (let tried = size; tried >= smallest; tried -= 0.1) {
    const lines = breakLines(words, tried, weight, width)
    if (lines.length <= most) return { lines, size: tried }
  }
  const lines = breakLines(words, smallest, weight, width).slice(0, most)
  let last = lines.at(-1) ?? ''
  while (last !== '' && widthOf(`${last}…`, smallest, weight) > width) last = [...last].slice(0, -1).join('')
  return { lines: [...lines.slice(0, -1), `${last}…`], size: smallest }
}
