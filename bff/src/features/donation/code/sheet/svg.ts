import type { SheetPaper } from '@minsheng/shared/contracts/donation'
import type { Weight } from '../../receipt/pdf-paper.ts'
import type { Mark } from './drawing.ts'
import { cropMarks, sheetSize } from './paper.ts'
import { face } from './type.ts'

const mm = (value: number) => Number(value.toFixed(4)).toString()
const PNG_DPI = 300

/** Outlines of letters, each drawn once and used wherever it stands: text prints the same where the font is unknown. */
function createOutlines() {
  const known = new Map<string, string>()
  const drawn: string[] = []
  return {
    use(words: string, x: number, y: number, size: number, weight: Weight, ink: string): string {
      const font = face(weight)
      const scale = size / font.unitsPerEm
      const { glyphs, positions } = font.layout(words)
      let at = 0
      const uses = glyphs.flatMap((glyph, index) => {
        const place = at
        at += positions[index]?.xAdvance ?? 0
        const key = `${weight}${glyph.id}`
        if (!known.has(key)) {
          const path = glyph.path.toSVG()
          known.set(key, path)
          if (path !== '') drawn.push(`<path id="${key}" d="${path}"/>`)
        }
        return known.get(key) === '' ? [] : [`<use href="#${key}" x="${Math.round(place)}"/>`]
      })
      return `<g transform="translate(${mm(x)} ${mm(y)}) scale(${scale.toFixed(8)} ${(-scale).toFixed(8)})" fill="${ink}">${uses.join('')}</g>`
    },
    definitions: () => drawn.join(''),
  }
}

function svgOf(mark: Mark, outlines: ReturnType<typeof createOutlines>): string {
  switch (mark.kind) {
    case 'rect':
      return `<rect x="${mm(mark.x)}" y="${mm(mark.y)}" width="${mm(mark.width)}" height="${mm(mark.height)}" fill="${mark.fill}"${mark.corner ? ` rx="${mm(mark.corner)}"` : ''}/>`
    case 'line':
      return `<path d="M${mm(mark.x1)} ${mm(mark.y1)}L${mm(mark.x2)} ${mm(mark.y2)}" stroke="${mark.ink}" stroke-width="${mm(mark.thickness)}"/>`
    case 'text':
      return outlines.use(mark.words, mark.x, mark.y, mark.size, mark.weight, mark.ink)
    case 'picture':
      return `<image x="${mm(mark.x)}" y="${mm(mark.y)}" width="${mm(mark.width)}" height="${mm(mark.height)}" href="data:image/${mark.type};base64,${mark.bytes.toString('base64')}"/>`
    case 'modules':
      return `<path shape-rendering="crispEdges" fill="${mark.ink}" d="${mark.runs.map(({ x, y, width, height }) => `M${mm(x)} ${mm(y)}h${mm(width)}v${mm(height)}h${mm(-width)}z`).join('')}"/>`
  }
}

/** A sheet as SVG in real size (or so many pixels to the inch), every letter an outline. */
export function sheetSvg(marks: readonly Mark[], paper: SheetPaper, bleed: boolean, title: string, dpi?: number): string {
  const size = sheetSize(paper, bleed)
  const outlines = createOutlines()
  const body = marks.map((mark) => svgOf(mark, outlines)).join('')
  const cuts = cropMarks(size)
    .map(([x1, y1, x2, y2]) => `<path d="M${mm(x1)} ${mm(y1)}L${mm(x2)} ${mm(y2)}" stroke="#000000" stroke-width="0.1"/>`)
    .join('')
  const { width, height, around, trim } = size
  const edge = size.bleed
  const clip = `<clipPath id="sheet"><rect x="${-edge}" y="${-edge}" width="${trim.width + 2 * edge}" height="${trim.height + 2 * edge}"/></clipPath>`
  const side = (mm: number) => (dpi === undefined ? `${mm}mm` : Math.round((mm / 25.4) * dpi))
  const name = title.replace(/[<>&]/g, ' ')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side(width)}" height="${side(height)}" viewBox="${-around} ${-around} ${width} ${height}"><title>${name}</title><defs>${clip}${outlines.definitions()}</defs><g clip-path="url(#sheet)">${body}</g>${cuts}</svg>`
}

/** A sheet as pixels for whoever can't print an SVG: 300 to the inch, and says so. */
export async function sheetPng(marks: readonly Mark[], paper: SheetPaper, bleed: boolean, title: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  return sharp(Buffer.from(sheetSvg(marks, paper, bleed, title, PNG_DPI)), { limitInputPixels: 40_000_000 })
    .flatten({ background: '#FFFFFF' })
    .png({ palette: true, colours: 64, compressionLevel: 9 })
    .withMetadata({ density: PNG_DPI })
    .toBuffer()
}
