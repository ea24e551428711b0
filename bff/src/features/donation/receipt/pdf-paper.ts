import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fonts } from '@embedpdf/fonts-sc'
import { openSync } from 'fontkit'
import PdfDocument from 'pdfkit'
import { create as createQr } from 'qrcode'

/** The colours of the product's screens, for a paper that is known as ours. */
export const colour = { ink: '#1C2628', grey: '#4F5D63', lake: '#0E6B68', tint: '#EAF3F2', line: '#C4D3D1', vermilion: '#C2301C' } as const

const folder = join(dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '..', 'fonts')

/** Said here, for the package's own types come from a package that it does not bring along. */
const faces: readonly { file: string; weight?: number }[] = fonts

function fileOf(weight: number): string {
  const font = faces.find((each) => each.weight === weight)
  if (!font) throw new Error(`the font package has no weight ${weight}`)
  return join(folder, font.file)
}

export const fontFile = { plain: fileOf(400), bold: fileOf(700) }
export type Weight = keyof typeof fontFile

let glyphs: { hasGlyphForCodePoint(codePoint: number): boolean } | null = null

/** 〓 is what a printer sets for a character that is not in the case; a giver may have put an emoji into the name. */
export function printable(text: string): string {
  if (glyphs === null) {
    const font = openSync(fontFile.plain)
    if (!('hasGlyphForCodePoint' in font)) throw new Error('the font file is a collection')
    glyphs = font
  }
  const known = glyphs
  return [...text].map((character) => (known.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) ? character : '〓')).join('')
}

export interface Place {
  x: number
  y: number
  width: number
}
interface TextStyle {
  size: number
  weight?: Weight
  ink?: string
  align?: 'left' | 'center' | 'right'
  /** Lines it may take before it is set smaller. */
  lines?: number
}

const SMALLEST = 6.5

/** A sheet with our fonts; only the characters used are embedded. */
export function createPaper(size: [number, number], facts: { title: string; subject: string; at: Date }) {
  const doc = new PdfDocument({
    size,
    margin: 0,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: facts.title, Subject: facts.subject, Author: '民生直达 · 上城', CreationDate: facts.at, ModDate: facts.at },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject))
  doc.registerFont('plain', fontFile.plain).registerFont('bold', fontFile.bold)

  return {
    doc,
    /** Sets text at a place, smaller when it would not fit. @returns its height, points */
    text(
      words: string,
      { x, y, width }: Place,
      { size: wanted, weight = 'plain', ink = colour.ink, align = 'left', lines = 1 }: TextStyle,
    ): number {
      const set = printable(words)
      doc.font(weight)
      let fitting = wanted
      const height = () => doc.fontSize(fitting).heightOfString(set, { width })
      while (fitting > SMALLEST && height() > lines * doc.fontSize(fitting).currentLineHeight(true) + 0.1) fitting -= 0.5
      const taken = height()
      doc.fillColor(ink).text(set, x, y, { width, align, height: taken + 1, ellipsis: '…' })
      return taken
    },
    line(x: number, y: number, toX: number, ink: string = colour.line, thickness = 0.6) {
      doc.moveTo(x, y).lineTo(toX, y).lineWidth(thickness).stroke(ink)
    },
    /** Drawn square by square: sharp in print at any size. */
    qr(content: string, x: number, y: number, side: number) {
      const { size: modules, data } = createQr(content, { errorCorrectionLevel: 'M' }).modules
      const step = side / modules
      for (let row = 0; row < modules; row += 1)
        for (let column = 0; column < modules; column += 1)
          // A hair wider than a module, or some viewers show white lines between neighbours.
          if (data[row * modules + column]) doc.rect(x + column * step, y + row * step, step + 0.05, step + 0.05)
      doc.fill(colour.ink)
    },
    async bytes(): Promise<Buffer> {
      doc.end()
      await ended
      return Buffer.concat(chunks)
    },
  }
}

export type Paper = ReturnType<typeof createPaper>
