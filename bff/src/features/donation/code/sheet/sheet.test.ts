import { randomBytes } from 'node:crypto'
import jsQR from 'jsqr'
import { toBuffer } from 'qrcode'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { readPdf } from '../../../../../testing/pdf-text.ts'
import type { Mark } from './drawing.ts'
import { layOutSheet, leastCodeMm, type SheetFacts } from './layout.ts'
import { sheetsPdf } from './pdf.ts'
import { sheetPng, sheetSvg } from './svg.ts'
import { breakLines, face, widthOf } from './type.ts'

const facts: SheetFacts = {
  title: '一餐热饭送上门·独居老人助餐',
  purpose: '为 60 位行动不便的独居老人，每个工作日送一餐热饭',
  charityName: '演示慈善组织',
  uscc: '53330102MJYD000117',
  certificateNumber: '演示证字第0001号',
  filingNumber: '53330102MJYD000117A26001',
  startsOn: '2026-10-16',
  endsOn: '2027-04-24',
  queryMethod: '在“我的捐赠”里查看每一笔；也可拨打 0571-00000001 查询（演示）',
  phone: '0571-00000001',
  venueName: '小营街道老年食堂（演示）',
  shortNumber: '4821-0937',
  expiresOn: '2027-04-24',
  demo: true,
  paysHere: true,
  link: `https://minsheng.example.gov.cn/g/MZ4eYW1o6Ojj?u=53330102MJYD000117&e=20270424&k=1&s=${randomBytes(64).toString('base64url')}`,
  wxacode: null,
}
/** Everything as long as the forms allow it. */
const longest: SheetFacts = {
  ...facts,
  title: '龘'.repeat(40),
  purpose: '为'.repeat(120),
  charityName: '杭'.repeat(40),
  certificateNumber: '浙募证字第'.repeat(8),
  queryMethod: '查'.repeat(200),
  venueName: '湖滨街道老年食堂'.repeat(5),
  phone: '0571-00000000-000000',
}
const papers = ['A4', 'A6'] as const
const withFigure = async (of: SheetFacts): Promise<SheetFacts> => ({
  ...of,
  wxacode: {
    bytes: await toBuffer('wxacode:packages/donation/giving/index?scene=1aaaaaaaaaaaaaaaaaaaaaaaaaaaa', { width: 960 }),
    type: 'png',
  },
})

async function read(png: Buffer, scale: number): Promise<string | undefined> {
  const { width = 0 } = await sharp(png).metadata()
  const { data, info } = await sharp(png)
    .resize(Math.round(width * scale))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data
}
const texts = (marks: readonly Mark[]) => marks.filter((mark) => mark.kind === 'text')

describe.each(papers)('on %s', (paper) => {
  test('the code reads back from the pixels, whole and at half size', async () => {
    const { marks } = layOutSheet(facts, paper)
    const png = await sheetPng(marks, paper, false, facts.title)
    expect(await read(png, 1)).toBe(facts.link)
    expect(await read(png, 0.5)).toBe(facts.link)
  })

  test('the code measures enough, however long the words and with a second code beside it', async () => {
    for (const of of [facts, longest, await withFigure(facts), await withFigure(longest), { ...longest, demo: false }])
      expect(layOutSheet(of, paper).codeMm).toBeGreaterThanOrEqual(leastCodeMm[paper])
  })

  test('nothing leaves the sheet, and no line runs over another', async () => {
    const [width, height] = paper === 'A4' ? [210, 297] : [105, 148]
    for (const of of [facts, longest, await withFigure(longest)]) {
      const lines = texts(layOutSheet(of, paper).marks)
      for (const { words, x, y, size, weight } of lines) {
        expect(x, words).toBeGreaterThanOrEqual(0)
        expect(x + widthOf(words, size, weight), words).toBeLessThanOrEqual(width - 2)
        expect(y, words).toBeLessThan(height - 3)
      }
      const boxes = lines.map(({ words, x, y, size, weight }) => ({
        words,
        x1: x,
        x2: x + widthOf(words, size, weight),
        y1: y - size * 0.8,
        y2: y,
      }))
      const overlaps = boxes.flatMap((a, index) =>
        boxes
          .slice(index + 1)
          .filter((b) => a.x1 < b.x2 - 0.1 && b.x1 < a.x2 - 0.1 && a.y1 < b.y2 - 0.1 && b.y1 < a.y2 - 0.1)
          .map((b) => [a.words, b.words]),
      )
      expect(overlaps).toEqual([])
    }
  })

  test('it says what the law wants said, how to give, and how to tell it is real', () => {
    const words = texts(layOutSheet(facts, paper).marks)
      .map((mark) => mark.words)
      .join('')
    for (const fact of [
      facts.title,
      facts.charityName,
      facts.uscc,
      facts.certificateNumber,
      facts.filingNumber,
      '2026年10月16日至2027年4月24日',
      facts.phone,
      facts.shortNumber,
      '小营街道老年食堂（演示）的公益码，真实有效',
      '不对就别付',
      '110',
      '演示',
      '扫一扫',
    ])
      expect(words).toContain(fact)
    expect(texts(layOutSheet({ ...facts, demo: false }, paper).marks).map((mark) => mark.words)).not.toContain('演示　不产生真实捐款')
  })

  test('the demonstration is called one in letters no smaller than the mark of the sheet', () => {
    const lines = texts(layOutSheet(facts, paper).marks)
    const size = (words: string) => lines.find((line) => line.words.startsWith(words))?.size ?? 0
    expect(size('演示　')).toBeGreaterThanOrEqual(size('公益码') * 0.9)
  })

  test('the SVG has its real size, no font, no script and nothing from outside', () => {
    const svg = sheetSvg(layOutSheet({ ...facts, title: '<script>&"' }, paper).marks, paper, false, '<script>&"')
    expect(svg).toContain(paper === 'A4' ? 'width="210mm" height="297mm"' : 'width="105mm" height="148mm"')
    expect(svg).not.toMatch(/<text|font-family|<script|https?:\/\/(?!www\.w3\.org)/)
  })

  test('the pixels are 300 to the inch', async () => {
    const png = await sheetPng(layOutSheet(facts, paper).marks, paper, false, facts.title)
    expect(await sharp(png).metadata()).toMatchObject(
      paper === 'A4' ? { width: 2480, height: 3508, density: 300 } : { width: 1240, height: 1748, density: 300 },
    )
  })
})

describe('the PDF', () => {
  const boxes = (pdf: Buffer, name: string) =>
    [...pdf.toString('latin1').matchAll(new RegExp(`/${name} \\[([^\\]]+)\\]`, 'g'))].map((match) =>
      (match[1] ?? '')
        .trim()
        .split(/\s+/)
        .map((points) => Math.round((Number(points) / 72) * 25.4 * 100) / 100),
    )
  const make = (of: readonly SheetFacts[], paper: 'A4' | 'A6', bleed: boolean) =>
    sheetsPdf(
      of.map((one) => layOutSheet(one, paper).marks),
      paper,
      bleed,
      { title: '张贴单', at: new Date(0) },
    )

  test('of A4 is exactly A4, a page for each code', async () => {
    const pdf = await make([facts, longest], 'A4', false)
    expect(boxes(pdf, 'MediaBox')).toEqual([
      [0, 0, 210, 297],
      [0, 0, 210, 297],
    ])
  })

  test('of A6 with bleed is cut to 105 × 148 with 3 mm of colour around and marks outside', async () => {
    const pdf = await make([facts], 'A6', true)
    expect(boxes(pdf, 'MediaBox')).toEqual([[0, 0, 121, 164]])
    expect(boxes(pdf, 'TrimBox')).toEqual([[8, 8, 113, 156]])
    expect(boxes(pdf, 'BleedBox')).toEqual([[5, 5, 116, 159]])
    expect(boxes(await make([facts], 'A6', false), 'MediaBox')).toEqual([[0, 0, 105, 148]])
  })

  test('carries its fonts inside, and its words can be searched', async () => {
    const pdf = await make([facts], 'A4', false)
    const { text, embeddedFonts } = readPdf(pdf)
    expect(embeddedFonts).toHaveLength(2)
    for (const fact of [facts.uscc, facts.shortNumber, '演示慈善组织']) expect(text.replace(/\s/g, '')).toContain(fact)
  })
})

describe('letters', () => {
  test('what the font has not is printed as 〓, never as an empty box', () => {
    const lines = texts(layOutSheet({ ...facts, title: '爱心🎁午餐' }, 'A4').marks).map((mark) => mark.words)
    expect(lines).toContain('爱心〓午餐')
    const characters = new Set(lines.join(''))
    const missing = [...characters].filter((character) => !face('plain').hasGlyphForCodePoint(character.codePointAt(0) ?? 0))
    expect(missing).toEqual([])
  })

  test('no line begins with a closing mark, and numbers stay whole', () => {
    for (let width = 46; width < 90; width += 3)
      for (const line of breakLines('请打电话 0571-00000001，或者（问问）现场的“工作人员”。', 5, 'plain', width)) {
        expect(line).not.toMatch(/^[，。；：！？）》、”’]/)
        expect(line).not.toMatch(/[（《“‘]$/)
        if (line.includes('0571')) expect(line).toContain('0571-00000001')
      }
  })

  test('a word longer than the line is cut where it must be', () => {
    const lines = breakLines('A'.repeat(200), 5, 'plain', 40)
    expect(lines.join('')).toBe('A'.repeat(200))
    for (const line of lines) expect(widthOf(line, 5, 'plain')).toBeLessThanOrEqual(40)
  })
})
