import { createHash, createHmac, createPrivateKey, createPublicKey, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto'
import { formatDate } from '@minsheng/shared/units/clock'

/** The two written forms of a 公益码: a mini-program scene of 30 characters and a printed link that can be checked offline. */
export interface CodeKeys {
  scene: { kid: string; secret: Buffer }[]
  link: { kid: string; privateKey: KeyObject; publicKey: KeyObject }[]
}

export function codeKeys(ring: {
  codeScene: { kid: string; secret: string }[]
  codeLink: { kid: string; privateKeyPem: string }[]
}): CodeKeys {
  return {
    scene: ring.codeScene.map(({ kid, secret }) => ({ kid, secret: Buffer.from(secret, 'base64') })),
    link: ring.codeLink.map(({ kid, privateKeyPem }) => {
      const privateKey = createPrivateKey(privateKeyPem)
      return { kid, privateKey, publicKey: createPublicKey(privateKey) }
    }),
  }
}

const SCENE = /^1([A-Za-z0-9])([A-Za-z0-9_-]{12})([A-Za-z0-9_-]{16})$/
const CODE_ID = /^[A-Za-z0-9_-]{12}$/

const sceneMac = (secret: Buffer, appId: string, head: string) =>
  createHmac('sha256', secret).update(`gym1|${appId}|${head}`).digest().subarray(0, 12)
const linkText = (codeId: string, uscc: string, expires: string) => Buffer.from(`${codeId}|${uscc}|${expires}`)

/** `1` + key id + code id (12) + mac (16): 30 base64url characters; WeChat takes 32. */
export function makeScene(keys: CodeKeys, appId: string, codeId: string): string {
  const key = keys.scene[0]
  if (!key) throw new Error('no scene key')
  const head = `1${key.kid}${codeId}`
  return head + sceneMac(key.secret, appId, head).toString('base64url')
}

/** `BASE/g/<codeId>?u=USCC&e=yyyymmdd&k=kid&s=signature` */
export function makeLink(keys: CodeKeys, base: string, code: { codeId: string; uscc: string; expiresOn: string }): string {
  const key = keys.link[0]
  if (!key) throw new Error('no link key')
  const expires = code.expiresOn.replaceAll('-', '')
  const signature = sign(null, linkText(code.codeId, code.uscc, expires), key.privateKey).toString('base64url')
  return `${base}/g/${code.codeId}?u=${code.uscc}&e=${expires}&k=${key.kid}&s=${signature}`
}

/** A forged one names the code it pretends to be. */
export type ParsedCode = { kind: 'ours'; codeId: string } | { kind: 'foreign' } | { kind: 'forged'; claims: string }

function decodeOnce(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function parseScene(keys: CodeKeys, appId: string, scene: string): ParsedCode {
  const match = SCENE.exec(scene)
  if (!match?.[1] || !match[2] || !match[3]) return { kind: 'foreign' }
  const key = keys.scene.find((candidate) => candidate.kid === match[1])
  if (!key) return { kind: 'forged', claims: match[2] }
  const given = Buffer.from(match[3], 'base64url')
  const right = sceneMac(key.secret, appId, scene.slice(0, 14))
  return given.length === right.length && timingSafeEqual(given, right)
    ? { kind: 'ours', codeId: match[2] }
    : { kind: 'forged', claims: match[2] }
}

function parseLink(keys: CodeKeys, text: string): ParsedCode {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return { kind: 'foreign' }
  }
  const codeId = /^\/g\/([^/]+)\/?$/.exec(url.pathname)?.[1]
  const [uscc, expires, kid, signature] = ['u', 'e', 'k', 's'].map((name) => url.searchParams.get(name))
  if (!codeId || !CODE_ID.test(codeId) || !uscc || !expires || !kid || !signature) return { kind: 'foreign' }
  const key = keys.link.find((candidate) => candidate.kid === kid)
  const forged = { kind: 'forged', claims: codeId } as const
  if (!key) return forged
  const bytes = Buffer.from(signature, 'base64url')
  // One signature, one spelling: the decoder would overlook stray characters and spare bits.
  if (bytes.toString('base64url') !== signature) return forged
  return verify(null, linkText(codeId, uscc, expires), key.publicKey, bytes) ? { kind: 'ours', codeId } : forged
}

/**
 * The one parser of whatever a scan gives: a scene, the `q` of an ordinary link (decoded once), or scanned text.
 * Who is paid is looked up afterwards on the server, never read from the code.
 */
export function parseCode(keys: CodeKeys, appId: string, source: 'scene' | 'q' | 'text', value: string): ParsedCode {
  const text = value.trim()
  if (source === 'scene') return parseScene(keys, appId, decodeOnce(text))
  const decoded = /^https?:\/\//i.test(text) ? text : decodeOnce(text)
  return source === 'text' && SCENE.test(decoded) ? parseScene(keys, appId, decoded) : parseLink(keys, decoded)
}

/** `4821-0937`: a code's number for people to read out and write down; the id itself tells upper from lower case. */
export function shortNumber(codeId: string): string {
  const digits = (createHash('sha256').update(`number|${codeId}`).digest().readUIntBE(0, 6) % 100_000_000).toString().padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}

export type StoredCodeState = 'active' | 'paused' | 'revoked'

/** A revoked code never comes back; a paused one may. */
export function mayMoveCode(from: StoredCodeState, to: StoredCodeState): boolean {
  return from !== 'revoked' && from !== to
}

/** Why a clerk can't move a code so, in words; null when it may be moved. */
export function moveRefusal(code: { state: StoredCodeState; expiresOn: string }, to: StoredCodeState, today: string): string | null {
  if (code.state === 'revoked') return '已停用的公益码不能恢复'
  if (!mayMoveCode(code.state, to)) return '公益码已经是这个状态，请刷新后查看'
  if (to !== 'revoked' && stateOn(code, today) === 'expired') return '已到期的公益码不能再用，请停用后重新生成'
  return null
}

/** A code's state on a day; `expired` is what an active or paused one becomes after its last day. */
export function stateOn(code: { state: StoredCodeState; expiresOn: string }, today: string): StoredCodeState | 'expired' {
  return code.state !== 'revoked' && code.expiresOn < today ? 'expired' : code.state
}

/** Why a code can't be given to, in words for the donor; null while it can. */
export function codeReason(code: { state: StoredCodeState; stateReason: string | null; expiresOn: string }, today: string): string | null {
  switch (stateOn(code, today)) {
    case 'active':
      return null
    case 'paused':
      return `这个公益码暂停使用${code.stateReason ? `：${code.stateReason}` : ''}。`
    case 'revoked':
      return `这个公益码已停用${code.stateReason ? `：${code.stateReason}` : ''}，请不要付款。`
    case 'expired':
      return `这个公益码只用到${formatDate(new Date(`${code.expiresOn}T00:00:00+08:00`))}，现在已经到期。请到项目页捐款，或问问现场工作人员。`
  }
}
