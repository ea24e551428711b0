import type { Receipt } from '@minsheng/shared/contracts/donation'
import { formatDate, formatInstant } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { colour, createPaper, type Paper, type Place } from './pdf-paper.ts'

/** The ledger's newest sealed day. */
export interface NewestHead {
  date: string
  head: string
}

/** Half an A4 sheet lying (A5), points. */
const WIDTH = 595.28
const HEIGHT = 419.53
const LEFT = 40
const RIGHT = WIDTH - LEFT
const QR_SIDE = 84
const QR_LEFT = RIGHT - QR_SIDE - 4

const dayOnly = (instant: string) => formatDate(new Date(instant)).replace(/（.*$/, '')

function frame({ doc }: Paper) {
  doc
    .lineWidth(1.6)
    .rect(14, 14, WIDTH - 28, HEIGHT - 28)
    .stroke(colour.lake)
  doc
    .lineWidth(0.5)
    .rect(18.5, 18.5, WIDTH - 37, HEIGHT - 37)
    .stroke(colour.lake)
}

function heading(paper: Paper, receipt: Receipt) {
  paper.text('民生直达 · 上城', { x: LEFT, y: 30, width: 200 }, { size: 9, ink: colour.grey })
  if (receipt.purpose === 'demonstration')
    paper.text('演示数据，不是真实捐赠', { x: LEFT + 76, y: 30, width: 200 }, { size: 9, weight: 'bold', ink: colour.vermilion })
  paper.text(`编号 ${receipt.number}`, { x: RIGHT - 260, y: 30, width: 260 }, { size: 9, ink: colour.grey, align: 'right' })
  paper.text(receipt.title, { x: LEFT, y: 47, width: RIGHT - LEFT }, { size: 23, weight: 'bold', align: 'center' })
  const middle = WIDTH / 2
  paper.line(middle - 46, 85, middle + 46, colour.lake, 1.2)
}

function field(paper: Paper, label: string, value: string, { x, y, width }: Place, lines = 1) {
  const labelWidth = 64
  paper.text(label, { x, y: y + 1, width: labelWidth }, { size: 9.5, ink: colour.grey })
  paper.text(value, { x: x + labelWidth, y, width: width - labelWidth }, { size: 11, lines })
}

function amount(paper: Paper, receipt: Receipt, y: number) {
  paper.doc.roundedRect(LEFT, y, RIGHT - LEFT, 46, 3).fill(colour.tint)
  paper.text('金额（大写）', { x: LEFT + 10, y: y + 17.5, width: 70 }, { size: 9.5, ink: colour.grey })
  paper.text(receipt.amountWords, { x: LEFT + 76, y: y + 13.5, width: 285 }, { size: 16, weight: 'bold' })
  paper.text(
    `¥${formatYuan(receipt.amountFen)}`,
    { x: RIGHT - 160, y: y + 12.5, width: 150 },
    { size: 17, weight: 'bold', ink: colour.lake, align: 'right' },
  )
}

/** Why the paper is over less than the gift. */
const couponWords = (couponFen: number) => (couponFen > 0 ? `；优惠券付的 ¥${formatYuan(couponFen)} 不算在内` : '')

function facts(paper: Paper, receipt: Receipt) {
  const whole = RIGHT - LEFT
  const half = 262
  const second = LEFT + half + 16
  field(paper, '捐赠人', receipt.donorLabel, { x: LEFT, y: 100, width: half })
  field(paper, '捐赠日期', dayOnly(receipt.donatedAt), { x: second, y: 100, width: RIGHT - second })
  amount(paper, receipt, 122)
  const besideQr = QR_LEFT - 16 - LEFT
  const rows: [string, string][] = [
    ...(receipt.donorUscc ? [['捐赠人代码', receipt.donorUscc] as [string, string]] : []),
    ['捐赠方式', receipt.paidBy === 'bank' ? '货币资金（银行转账）' : `货币资金（微信支付${couponWords(receipt.couponFen)}）`],
    ['受赠组织', receipt.charityName],
    ['信用代码', receipt.charityUscc],
    ['捐赠项目', receipt.projectTitle],
    ['经办人', `${receipt.handler}　电话 ${receipt.contactPhone}`],
    ['订单号', receipt.giftId],
  ]
  // One row more must still end above the line below.
  const step = rows.length > 6 ? 20.5 : 24
  rows.forEach(([label, value], index) => {
    const y = 180 + index * step
    field(paper, label, value, { x: LEFT, y, width: besideQr })
    if (index < rows.length - 1) paper.line(LEFT, y + 18, LEFT + besideQr)
  })
  paper.line(LEFT, 328, LEFT + whole, colour.lake, 0.8)
}

function check(paper: Paper, receipt: Receipt) {
  if (receipt.verifyUrl === null) return
  paper.qr(receipt.verifyUrl, QR_LEFT, 182, QR_SIDE)
  const below = { x: QR_LEFT - 16, width: QR_SIDE + 32 }
  paper.text('扫码核对真伪', { ...below, y: 273 }, { size: 9, ink: colour.grey, align: 'center' })
  paper.text('校验码', { ...below, y: 290 }, { size: 8, ink: colour.grey, align: 'center' })
  paper.text(receipt.checkCode ?? '', { ...below, y: 301 }, { size: 10.5, weight: 'bold', align: 'center' })
}

/** The newest head of the ledger, so that paper in many hands says what the books were. */
function fingerprint(paper: Paper, newest: NewestHead | null) {
  if (!newest) return
  const words = `账本指纹（截至${dayOnly(`${newest.date}T12:00:00+08:00`)}）${newest.head}`
  paper.text(words, { x: LEFT, y: 386, width: 400 }, { size: 7, ink: colour.grey })
}

const sourceWords: Record<Receipt['paidBy'], string> = {
  wechat: '根据微信支付到账记录生成；善款由微信支付直接转入受赠组织账户',
  bank: '根据受赠组织的银行到账记录生成；善款由捐赠人直接转入受赠组织的银行账户',
}

function notes(paper: Paper, receipt: Receipt) {
  const words = [
    `本凭证按《中华人民共和国慈善法》第三十八条的内容，${sourceWords[receipt.paidBy]}，平台不经手。`,
    `本凭证不是公益事业捐赠票据，不能用来抵扣税款。需要票据的，请联系受赠组织：${receipt.contactPhone}。`,
    ...(receipt.replacesNumber ? [`因部分退款重新开具，编号 ${receipt.replacesNumber} 的凭证同时作废。`] : []),
    ...(receipt.waivedAt ? [`捐赠人已于 ${dayOnly(receipt.waivedAt)}表示不需要凭证，记录在案。`] : []),
  ]
  let y = 335
  for (const line of words) y += paper.text(line, { x: LEFT, y, width: RIGHT - LEFT }, { size: 8, ink: colour.grey }) + 1.5
  const issued = receipt.issuedAt ? `开具时间 ${formatInstant(new Date(receipt.issuedAt))}` : ''
  paper.text(issued, { x: LEFT, y: 384, width: RIGHT - LEFT }, { size: 8, ink: colour.grey, align: 'right' })
}

/** Across the sheet, so that no part of it can be cut out and used. */
function reversed(paper: Paper, receipt: Receipt) {
  const { doc } = paper
  const words = receipt.reversal === 'replaced' ? '已作废（已重新开具）' : '已作废（捐款已退回）'
  doc
    .save()
    .rotate(-17, { origin: [WIDTH / 2, HEIGHT / 2] })
    .opacity(0.72)
  doc
    .lineWidth(3)
    .roundedRect(WIDTH / 2 - 190, HEIGHT / 2 - 34, 380, 68, 6)
    .stroke(colour.vermilion)
  paper.text(
    words,
    { x: WIDTH / 2 - 180, y: HEIGHT / 2 - 22, width: 360 },
    { size: 30, weight: 'bold', ink: colour.vermilion, align: 'center' },
  )
  doc.restore()
}

/** The receipt as a PDF of half an A4 sheet, with its Chinese font inside. */
export async function receiptPdf(receipt: Receipt, newest: NewestHead | null): Promise<Buffer> {
  const paper = createPaper([WIDTH, HEIGHT], {
    title: `${receipt.title} ${receipt.number}`,
    subject: `${receipt.charityName} · ${receipt.projectTitle}`,
    at: new Date(receipt.issuedAt ?? receipt.donatedAt),
  })
  frame(paper)
  heading(paper, receipt)
  facts(paper, receipt)
  check(paper, receipt)
  notes(paper, receipt)
  fingerprint(paper, newest)
  if (receipt.state === 'reversed') reversed(paper, receipt)
  return paper.bytes()
}
