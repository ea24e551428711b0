import { create as createQr } from 'qrcode'
import type { Weight } from '../../receipt/pdf-paper.ts'
import { fit, widthOf } from './type.ts'

/** A picture in millimetres from the upper left corner of the trimmed sheet; the same for SVG, PNG and PDF. */
export type Mark =
  | { kind: 'rect'; x: number; y: number; width: number; height: number; fill: string; corner?: number }
  | { kind: 'line'; x1: number; y1: number; x2: number; y2: number; ink: string; thickness: number }
  /** `y` is the line the letters stand on. */
  | { kind: 'text'; words: string; x: number; y: number; size: number; weight: Weight; ink: string }
  | { kind: 'picture'; x: number; y: number; width: number; height: number; bytes: Buffer; type: 'png' | 'jpeg' }
  /** A QR code without its quiet zone, as runs of dark modules. */
  | { kind: 'modules'; runs: { x: number; y: number; width: number; height: number }[]; ink: string }

export interface TextBox {
  x: number
  width: number
  /** Upper edge of the first line. */
  y: number
  size: number
  smallest: number
  lines: number
  weight?: Weight
  ink: string
  align?: 'left' | 'center' | 'right'
}

const LEADING = 1.36
/** From the upper edge of a line to the line its letters stand on. */
const RISE = 1.04

/** Of 300 to the inch. */
const PIXEL_MM = 25.4 / 300

/** Collects what is drawn; text is fitted into its box and never leaves it. */
export function createDrawing() {
  const marks: Mark[] = []
  return {
    marks,
    rect: (x: number, y: number, width: number, height: number, fill: string, corner?: number) =>
      marks.push({ kind: 'rect', x, y, width, height, fill, ...(corner ? { corner } : {}) }),
    line: (x1: number, y1: number, x2: number, y2: number, ink: string, thickness: number) =>
      marks.push({ kind: 'line', x1, y1, x2, y2, ink, thickness }),
    picture: (x: number, y: number, width: number, height: number, bytes: Buffer, type: 'png' | 'jpeg') =>
      marks.push({ kind: 'picture', x, y, width, height, bytes, type }),
    /** Sets words into a box. @returns the height they took */
    text(words: string, { x, width, y, size, smallest, lines, weight = 'plain', ink, align = 'left' }: TextBox): number {
      const fitted = fit(words, { width, size, smallest, lines, weight })
      fitted.lines.forEach((line, index) => {
        const spare = width - widthOf(line, fitted.size, weight)
        const shift = align === 'center' ? spare / 2 : align === 'right' ? spare : 0
        marks.push({
          kind: 'text',
          words: line,
          x: x + shift,
          y: y + index * fitted.size * LEADING + fitted.size * RISE,
          size: fitted.size,
          weight,
          ink,
        })
      })
      return fitted.lines.length * fitted.size * LEADING
    },
    /** The height words would take in such a box. */
    heightOf(words: string, { width, size, smallest, lines, weight = 'plain' }: Omit<TextBox, 'x' | 'y' | 'ink'>): number {
      const fitted = fit(words, { width, size, smallest, lines, weight })
      return fitted.lines.length * fitted.size * LEADING
    },
    /** A QR code with its quiet zone of four modules, `side` wide in all; level Q, for a sheet in the street gets scratched. */
    qr(content: string, x: number, y: number, side: number, ink: string) {
      const { size, data } = createQr(content, { errorCorrectionLevel: 'Q' }).modules
      // On the grid of the pixels: no module is wider than another, so that a code read from a picture reads as well.
      const step = Math.floor(side / (size + 8) / PIXEL_MM) * PIXEL_MM
      const spare = (side - step * (size + 8)) / 2
      const [left, top] = [x + spare, y + spare].map((mm) => Math.round(mm / PIXEL_MM) * PIXEL_MM) as [number, number]
      const runs: { x: number; y: number; width: number; height: number }[] = []
      for (let row = 0; row < size; row += 1)
        for (let column = 0; column < size; column += 1) {
          if (!data[row * size + column]) continue
          const from = column
          while (column + 1 < size && data[row * size + column + 1]) column += 1
          // A hair higher than a module, or some viewers show white lines between neighbours.
          runs.push({ x: left + (from + 4) * step, y: top + (row + 4) * step, width: (column - from + 1) * step, height: step + 0.005 })
        }
      marks.push({ kind: 'rect', x, y, width: side, height: side, fill: '#FFFFFF' }, { kind: 'modules', runs, ink })
    },
  }
}

export type Drawing = ReturnType<typeof createDrawing>
