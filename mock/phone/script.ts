import { SWITCH_IDS } from './troubles.ts'

/** Runs in the browser as /phone.js: asks every two seconds and redraws only what changed. */
export const PHONE_SCRIPT = `'use strict'
const POLL_MS = 2000
const SWITCH_IDS = ${JSON.stringify(SWITCH_IDS)}
const find = (id) => document.getElementById(id)
const two = (n) => String(n).padStart(2, '0')
const drawn = {}
let chosenPhone = ''

function clock(iso) {
  const at = new Date(Date.parse(iso) + 8 * 3600000)
  return (at.getUTCMonth() + 1) + '月' + at.getUTCDate() + '日 ' + two(at.getUTCHours()) + ':' + two(at.getUTCMinutes()) + ':' + two(at.getUTCSeconds())
}
function hour(iso) {
  return clock(iso).split(' ')[1]
}
function yuan(fen) {
  return '¥' + String(Math.floor(fen / 100)).replace(/\\B(?=(\\d{3})+(?!\\d))/g, ',') + '.' + two(fen % 100)
}
function element(tag, className, text) {
  const made = document.createElement(tag)
  made.className = className
  if (text !== undefined) made.textContent = text
  return made
}
function topLine(left, right) {
  const line = element('p', 'top')
  line.append(element('span', '', left), element('span', '', right))
  return line
}
async function ask(path) {
  const response = await fetch(path)
  if (!response.ok) throw new Error(path + ' ' + response.status)
  return response.json()
}
function redraw(name, data, list, draw) {
  const text = JSON.stringify(data)
  if (drawn[name] === text) return
  drawn[name] = text
  list.replaceChildren(...data.map(draw))
  find(list.id + '-empty').hidden = data.length > 0
}

function messageCard(message) {
  const card = element('li', '')
  card.append(topLine(message.phone, clock(message.receivedAt)))
  if (message.parameters.code) card.append(element('p', 'code', message.parameters.code))
  card.append(element('p', 'text', message.text))
  if (!message.parameters.code) card.append(element('p', 'top', ['', '还没有回执', '没有送达', '已送达'][message.status]))
  return card
}
function toldCard(told) {
  const card = element('li', '')
  card.append(topLine(told.how, clock(told.at)))
  card.append(element('p', 'text', told.text))
  return card
}
function toldOf(calls, cards) {
  const heard = calls.map((call) => ({ how: '电话 ' + call.phone, at: call.calledAt, text: call.text }))
  const seen = cards.map((card) => ({ how: '微信订阅消息', at: card.sentAt, text: Object.values(card.values).join(' ｜ ') }))
  return heard.concat(seen).sort((a, b) => b.at.localeCompare(a.at))
}

const STATES = { NOTPAY: ['等待付款', 'wait'], SUCCESS: ['已付款', 'good'], REFUND: ['已付款，有退款', 'good'], CLOSED: ['已关闭，没有付款', ''] }
const REFUND_STATES = { PROCESSING: ['正在退', 'wait'], SUCCESS: ['已退回付款人', 'good'], CLOSED: ['退款已关闭，钱没有退', 'bad'], ABNORMAL: ['退款异常，钱没有退到', 'bad'] }
const REFUND_NOTICES = { PROCESSING: '“处理中”通知', SUCCESS: '退款成功通知', CLOSED: '退款关闭通知', ABNORMAL: '退款异常通知' }
function noticeLine(notice) {
  const name = notice.refund ? REFUND_NOTICES[notice.refund.status] : '到账通知'
  const tries = notice.attempts.length
  const last = notice.attempts[tries - 1]
  const refused = last && last.status !== null ? '平台拒收' : '没有送到'
  if (notice.state === 'delivered') return element('p', 'small good', name + '已送达' + (tries > 1 ? '（共送 ' + tries + ' 次）' : ''))
  if (notice.state === 'given_up') return element('p', 'small bad', name + refused + '，不再重送')
  if (notice.held) return element('p', 'small wait', name + '等退款通知送出后再送')
  if (tries === 0) return element('p', 'small wait', name + '将在 ' + hour(notice.nextAt) + ' 送出')
  return element('p', 'small bad', name + refused + '，已送 ' + tries + ' 次，' + hour(notice.nextAt) + ' 再送')
}
function refundBlock(refund) {
  const block = element('div', 'refund')
  const state = REFUND_STATES[refund.status]
  block.append(topLine('退款 ' + yuan(refund.refundFen), clock(refund.settledAt || refund.createdAt)))
  block.append(element('p', 'small ' + state[1], state[0]))
  refund.notices.forEach((notice) => block.append(noticeLine(notice)))
  return block
}
function paymentCard(payment) {
  const card = element('li', '')
  const state = STATES[payment.state]
  card.append(topLine(payment.payee, clock(payment.paidAt || payment.createdAt)))
  card.append(element('p', 'amount', yuan(payment.totalFen)))
  card.append(element('p', 'text', payment.description))
  card.append(element('p', 'small ' + state[1], state[0]))
  payment.notices.forEach((notice) => card.append(noticeLine(notice)))
  if ((payment.state === 'SUCCESS' || payment.state === 'REFUND') && payment.notices.length === 0) card.append(element('p', 'small wait', '没有送出到账通知'))
  payment.refunds.forEach((refund) => card.append(refundBlock(refund)))
  if (payment.cashier) {
    const link = element('a', 'link quiet', '打开收银台')
    link.href = payment.cashier
    card.append(link)
  }
  return card
}

async function refresh() {
  const [phones, messages, payments, calls, cards] = await Promise.all([
    ask('/api/phones'),
    ask('/api/messages' + (chosenPhone ? '?phone=' + chosenPhone : '')),
    ask('/api/payments'),
    ask('/api/calls'),
    ask('/api/subscribe-messages'),
  ])
  if (drawn.phones !== phones.phones.join()) {
    drawn.phones = phones.phones.join()
    find('phones').replaceChildren(...phones.phones.map((phone) => Object.assign(document.createElement('option'), { value: phone })))
  }
  redraw('told', toldOf(calls.calls, cards.messages), find('told'), toldCard)
  redraw('messages', messages.messages, find('messages'), messageCard)
  redraw('payments', payments.payments, find('payments'), paymentCard)
}
async function poll() {
  await refresh().catch(() => undefined)
  setTimeout(poll, POLL_MS)
}

function showBehaviour(behaviour) {
  let odd = 0
  for (const id of SWITCH_IDS) {
    const field = find(id)
    field.value = id.split('-').reduce((part, name) => part[name], behaviour)
    if (field.selectedIndex > 0) odd += 1
  }
  find('trouble-state').className = odd > 0 ? 'state odd' : 'state'
  find('trouble-state').textContent = odd > 0 ? '正在制造麻烦：' + odd + ' 处不正常' : '一切正常'
}
async function setBehaviour(wanted) {
  const response = await fetch('/api/behaviour', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(wanted) })
  if (response.ok) showBehaviour(await response.json())
  else find('trouble-state').textContent = '没有设置成功，请刷新页面再试'
}

find('phone-form').addEventListener('submit', (event) => {
  event.preventDefault()
  const phone = find('phone').value.trim()
  const right = phone === '' || /^1[3-9]\\d{9}$/.test(phone)
  find('phone-fault').textContent = right ? '' : '请填写 11 位手机号'
  if (!right) return
  chosenPhone = phone
  refresh().catch(() => undefined)
})
find('trouble-form').addEventListener('submit', (event) => {
  event.preventDefault()
  const wanted = {}
  for (const id of SWITCH_IDS) {
    const [name, inner] = id.split('-')
    if (inner) wanted[name] = Object.assign(wanted[name] || {}, { [inner]: find(id).value })
    else wanted[name] = find(id).value
  }
  setBehaviour(wanted)
})
find('calm').addEventListener('click', () => setBehaviour({}))
ask('/api/behaviour').then(showBehaviour, () => undefined)
poll()
`
