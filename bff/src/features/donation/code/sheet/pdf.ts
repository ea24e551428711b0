import type { SheetPaper } from '@minsheng/shared/contracts/donation'
import PdfDocument from 'pdfkit'
import { fontFile } from '../../receipt/pdf-paper.ts'
import type { Mark } from './drawing.ts'
import { cropMarks, sheetSize } from './paper.ts'

const POINTS_A_MM = 72 / 25.4

function draw(doc: InstanceType<typeof PdfDocument>, mark: Mark) {
  switch (mark.kind) {
    case 'rect':
      if (mark.corner) doc.roundedRect(mark.x, mark.y, mark.width, mark.height, Math.min(mark.corner, mark.height / 2)).fill(mark.fill)
      else doc.rect(mark.x, mark.y, mark.width, mark.height).fill(mark.fill)
      return
    case 'line':
      doc.moveTo(mark.x1, mark.y1).lineTo(mark.x2, mark.y2).lineWidth(mark.thickness).stroke(mark.ink)
      return
    case 'text':
      doc
        .font(mark.weight)
        .fontSize(mark.size)
        .fillColor(mark.ink)
        .text(mark.words, mark.x, mark.y, { lineBreak: false, baseline: 'alphabetic' })
      return
    case 'picture':
      doc.image(mark.bytes, mark.x, mark.y, { width: mark.width, height: mark.height })
      return
    case 'modules':
      for (const { x, y, width, height } of mark.runs) doc.rect(x, y, width, height)
      doc.fill(mark.ink)
  }
}

/** Sheets as one PDF, a page each, in real size: lines and letters, no pixels but WeChat's own code. */
export async function sheetsPdf(
  sheets: readonly (readonly Mark[])[],
  paper: SheetPaper,
  bleed: boolean,
  facts: { title: string; at: Date },
): Promise<Buffer> {
  const size = sheetSize(paper, bleed)
  const points = (mm: number) => mm * POINTS_A_MM
  const doc = new PdfDocument({
    autoFirstPage: false,
    margin: 0,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: facts.title, Author: '民生直达 · 上城', CreationDate: facts.at, ModDate: facts.at },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject))
  doc.registerFont('plain', fontFile.plain).registerFont('bold', fontFile.bold)
  const { around, trim, bleed: edge } = size
  for (const marks of sheets) {
    doc.addPage({ size: [points(size.width), points(size.height)], margin: 0 })
    const inside = (mm: number) => [around - mm, around - mm, around + trim.width + mm, around + trim.height + mm].map(points)
    Object.assign(doc.page.dictionary.data as object, { TrimBox: inside(0), BleedBox: inside(edge) })
    doc.save().scale(POINTS_A_MM).translate(around, around)
    doc
      .save()
      .rect(-edge, -edge, trim.width + 2 * edge, trim.height + 2 * edge)
      .clip()
    for (const mark of marks) draw(doc, mark)
    doc.restore()
    for (const [x1, y1, x2, y2] of cropMarks(size)) doc.moveTo(x1, y1).lineTo(x2, y2).lineWidth(0.1).stroke('#000000')
    doc.restore()
  }
  doc.end()
  await ended
  return Buffer.concat(chunks)
}
