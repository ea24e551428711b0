import type { SheetPaper } from '@minsheng/shared/contracts/donation'
import { formatDate } from '@minsheng/shared/units/clock'
import { colour } from '../../receipt/pdf-paper.ts'
import { createDrawing, type Drawing, type Mark } from './drawing.ts'
import { BLEED_MM, trim } from './paper.ts'

/** What 慈善法 25 wants shown beside a code, and what tells a real sheet from a false one. */
export interface SheetFacts {
  title: string
  purpose: string
  charityName: string
  uscc: string
  certificateNumber: string | null
  filingNumber: string | null
  startsOn: string
  endsOn: string
  queryMethod: string
  phone: string
  venueName: string
  shortNumber: string
  expiresOn: string
  demo: boolean
  /** Gifts are taken in the program itself; else the page leads on. */
  paysHere: boolean
  link: string
  wxacode: { bytes: Buffer; type: 'png' | 'jpeg' } | null
}

/** The least a code may measure, so that an old phone reads it at arm's length. */
export const leastCodeMm: Record<SheetPaper, number> = { A4: 40, A6: 28 }

const day = (date: string) => formatDate(new Date(`${date}T00:00:00+08:00`)).replace(/（.*$/, '')

/** Sizes of one paper, millimetres. */
interface Scale {
  edge: number
  band: number
  mark: number
  title: number
  body: number
  step: number
  fact: number
  least: number
  gap: number
  widestCode: number
}
const scales: Record<SheetPaper, Scale> = {
  A4: { edge: 16, band: 20, mark: 8.4, title: 10.5, body: 5.4, step: 6.6, fact: 4, least: 2.9, gap: 4, widestCode: 96 },
  A6: { edge: 7, band: 10, mark: 4.3, title: 5.2, body: 3, step: 3.3, fact: 2.2, least: 1.75, gap: 1.6, widestCode: 52 },
}

function band(drawing: Drawing, facts: SheetFacts, width: number, { edge, band: height, mark, body }: Scale) {
  // Over the edge on three sides, for a sheet that is cut afterwards.
  drawing.rect(-BLEED_MM, -BLEED_MM, width + 2 * BLEED_MM, height + BLEED_MM, colour.lake)
  const y = (height - mark * 1.36) / 2
  drawing.text('公益码', { x: edge, width: mark * 4, y, size: mark, smallest: mark, lines: 1, weight: 'bold', ink: '#FFFFFF' })
  drawing.text(facts.charityName, {
    x: edge + mark * 3.6,
    width: width - 2 * edge - mark * 3.6,
    y: (height - body * 1.5) / 2,
    size: body * 1.1,
    smallest: body * 0.6,
    lines: 1,
    ink: '#FFFFFF',
    align: 'right',
  })
}

/** Nobody may take a demonstration for the real thing, not even from across the street. */
function demoBand(drawing: Drawing, y: number, width: number, { mark }: Scale): number {
  const height = mark * 1.7
  drawing.rect(-BLEED_MM, y, width + 2 * BLEED_MM, height, '#FDF3DF')
  drawing.text('演示　不产生真实捐款', {
    x: 0,
    width,
    y: y + mark * 0.14,
    size: mark,
    smallest: mark * 0.8,
    lines: 1,
    weight: 'bold',
    ink: colour.vermilion,
    align: 'center',
  })
  return height
}

const stepWords = ({ charityName, paysHere }: SheetFacts) => [
  '打开微信，点“扫一扫”，对准上面的码',
  `看清页面上写着：${charityName}`,
  paysHere ? '选好捐多少，点最下面的按钮' : '照页面上的话做，不在这里付钱',
]

function factRows(facts: SheetFacts): [string, string][] {
  return [
    ['慈善组织', facts.charityName],
    ['统一社会信用代码', facts.uscc],
    ...(facts.certificateNumber ? ([['公开募捐资格证书', facts.certificateNumber]] as [string, string][]) : []),
    ...(facts.filingNumber ? ([['募捐方案备案编号', facts.filingNumber]] as [string, string][]) : []),
    ['募捐起止日期', `${day(facts.startsOn)}至${day(facts.endsOn)}`],
    ['查询方式', facts.queryMethod],
    ['联系电话', facts.phone],
  ]
}

/** What stands under the codes: set once to learn its height, then at its place. @returns the height */
function foot(drawing: Drawing, facts: SheetFacts, width: number, from: number, scale: Scale): number {
  const { edge, step, fact, least, gap, body } = scale
  const [x, inner] = [edge, width - 2 * edge]
  let y = from
  stepWords(facts).forEach((words, index) => {
    drawing.rect(x, y + step * 0.12, step * 1.2, step * 1.2, colour.lake, step * 0.6)
    const number = { size: step * 0.82, smallest: step * 0.82, lines: 1, weight: 'bold' as const, ink: '#FFFFFF', align: 'center' as const }
    drawing.text(String(index + 1), { x, width: step * 1.2, y: y + step * 0.14, ...number })
    const line = { width: inner - step * 1.7, size: step, smallest: step * 0.5, lines: 1, weight: 'bold' as const, ink: colour.ink }
    drawing.text(words, { ...line, x: x + step * 1.7, y: y + (step * 1.36 - drawing.heightOf(words, line)) / 2 })
    y += step * 1.36 + gap * 0.4
  })
  y += gap * 0.5
  const warning = `怎么认真假：扫后页面要写着“${facts.venueName}的公益码，真实有效”。不对就别付，打电话 ${facts.phone}；已经付了的拨打 110。`
  const box = { width: inner - 2 * gap, size: body, smallest: least, lines: 2, weight: 'bold' as const }
  const height = drawing.heightOf(warning, box)
  drawing.rect(x, y, inner, height + gap, '#FCEBE8', gap * 0.5)
  drawing.text(warning, { ...box, x: x + gap, y: y + gap * 0.5, ink: colour.vermilion })
  y += height + gap * 1.8
  const labelWidth = fact * 9.2
  for (const [label, value] of factRows(facts)) {
    drawing.text(label, { x, width: labelWidth, y, size: fact, smallest: fact, lines: 1, ink: colour.grey })
    y += drawing.text(value, { x: x + labelWidth, width: inner - labelWidth, y, size: fact, smallest: least, lines: 2, ink: colour.ink })
  }
  y += gap * 0.5
  drawing.line(x, y, x + inner, y, colour.line, 0.2)
  y += gap * 0.4
  y += drawing.text(`码号：${facts.shortNumber}　用到：${day(facts.expiresOn)}　点位：${facts.venueName}`, {
    x,
    width: inner,
    y,
    size: fact,
    smallest: least * 0.85,
    lines: 1,
    weight: 'bold',
    ink: colour.ink,
    align: 'center',
  })
  return y - from
}

/** One sheet: who asks and for what on top, the code in the middle, how to give and how to tell it is real under it. */
export function layOutSheet(facts: SheetFacts, paper: SheetPaper): { marks: Mark[]; codeMm: number } {
  const { width, height } = trim[paper]
  const scale = scales[paper]
  const { edge, band: bandHeight, title, body, least, gap, widestCode } = scale
  const inner = width - 2 * edge
  const drawing = createDrawing()
  drawing.rect(-BLEED_MM, -BLEED_MM, width + 2 * BLEED_MM, height + 2 * BLEED_MM, '#FFFFFF')
  band(drawing, facts, width, scale)
  let y = bandHeight
  if (facts.demo) y += demoBand(drawing, y, width, scale)
  y += gap
  y += drawing.text(facts.title, {
    x: edge,
    width: inner,
    y,
    size: title,
    smallest: title * 0.6,
    lines: 2,
    weight: 'bold',
    ink: colour.ink,
    align: 'center',
  })
  y += gap * 0.3
  y += drawing.text(facts.purpose, { x: edge, width: inner, y, size: body, smallest: least, lines: 2, ink: colour.grey, align: 'center' })
  y += gap * 0.5

  const footHeight = foot(createDrawing(), facts, width, 0, scale)
  const footFrom = height - edge * 0.75 - footHeight
  const room = footFrom - gap * 0.5 - y
  const codes = facts.wxacode ? 2 : 1
  const codeMm = Math.min(room - (facts.wxacode ? body * 1.5 : 0), (inner - (codes - 1) * gap) / codes, widestCode)
  if (codeMm < leastCodeMm[paper]) throw new Error(`only ${codeMm.toFixed(1)} mm are left for the code on ${paper}`)
  const left = (width - codes * codeMm - (codes - 1) * gap) / 2
  const codeTop = y + (room - codeMm - (facts.wxacode ? body * 1.5 : 0)) / 2
  drawing.qr(facts.link, left, codeTop, codeMm, '#000000')
  if (facts.wxacode) {
    const second = left + codeMm + gap
    drawing.picture(second, codeTop, codeMm, codeMm, facts.wxacode.bytes, facts.wxacode.type)
    const under = {
      width: codeMm,
      y: codeTop + codeMm,
      size: body * 0.9,
      smallest: least,
      lines: 1,
      ink: colour.grey,
      align: 'center' as const,
    }
    drawing.text('手机相机或微信', { ...under, x: left })
    drawing.text('微信小程序码', { ...under, x: second })
  }
  foot(drawing, facts, width, footFrom, scale)
  return { marks: drawing.marks, codeMm }
}
