import { formatInstant } from '@minsheng/shared/units/clock'
import { formatYuan } from '@minsheng/shared/units/money'
import { escapeHtml } from '../server/html.ts'
import type { CheckoutProblem } from './checkout.ts'
import { isPaid, type Order } from './order.ts'

/** Short, because wx.requestPayment's message carries them too. */
export const PROBLEM_WORDS: Record<CheckoutProblem, string> = {
  sign: '验证签名失败',
  parameters: '支付参数不对',
  unknown: '没有找到这笔订单',
  expired: '订单已超过支付时间',
  link_expired: '支付页面已过期',
  closed: '订单已关闭',
  paid: '该订单已支付',
  other_trade_type: '请在下单的地方支付',
}

function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · 演示收银台</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/cashier/cashier.css">
</head>
<body>
<main>
<p class="badge">演示收银台 <span>不会真的扣款</span></p>
${body}
</main>
</body>
</html>
`
}

function facts(order: Order, payee?: string): string {
  const payeeRow = payee === undefined ? '' : `<div><dt>收款方</dt><dd>${escapeHtml(payee)}</dd></div>\n`
  return `<dl>
${payeeRow}<div><dt>用途</dt><dd>${escapeHtml(order.description)}</dd></div>
<div><dt>订单号</dt><dd class="number">${escapeHtml(order.outTradeNo)}</dd></div>
</dl>`
}

const amount = (fen: number): string => `<p class="amount"><span>¥</span>${formatYuan(fen)}</p>`
const backLink = (back: string | undefined): string => (back ? `<a class="button" href="${escapeHtml(back)}">返回原来的页面</a>` : '')

/** One question: pay this, or not now. */
export function orderPage(order: Order, payee: string, target: string, fields: Record<string, string>): string {
  const hidden = Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('\n')
  return layout(
    '确认支付',
    `<h1>付给 ${escapeHtml(payee)}</h1>
${amount(order.totalFen)}
${facts(order)}
<form method="post" action="${escapeHtml(target)}">
${hidden}
<button class="button" name="action" value="pay">确认支付</button>
<button class="button quiet" name="action" value="cancel">暂不支付</button>
</form>
<p class="hint">请在 ${formatInstant(new Date(order.expiresAt))} 前完成支付</p>`,
  )
}

export function resultPage(order: Order, payee: string, back?: string): string {
  const paid = isPaid(order)
  const when = order.paidAt === undefined ? '' : `<p class="hint">${formatInstant(new Date(order.paidAt))}</p>`
  return layout(
    paid ? '支付成功' : '没有支付',
    `<h1>${paid ? '支付成功' : '您没有支付这笔订单'}</h1>
${amount(order.totalFen)}
${facts(order, payee)}
${when}
${backLink(back)}
${back ? '' : '<p class="hint">您可以关闭这个页面，回到原来的地方。</p>'}`,
  )
}

export function problemPage(problem: CheckoutProblem, back: string | undefined): string {
  return layout(
    '现在不能支付',
    `<h1>现在不能支付</h1>
<p class="reason">${PROBLEM_WORDS[problem]}。没有扣款，请回到原来的页面重新支付。</p>
${backLink(back)}`,
  )
}
