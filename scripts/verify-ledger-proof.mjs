/**
 * Checks that a gift is in a sealed day of the ledger, with nothing but Node's own SHA-256: no server, no package, none of
 * our other code. Written apart from the product's own check on purpose; read it, it is short.
 *
 *   node scripts/verify-ledger-proof.mjs proof.json [账本指纹.txt]
 *
 * proof.json     what the mini-program copies under “复制证明”, or the answer of GET /api/v1/gifts/<gift>/ledger-proof
 * 账本指纹.txt    all heads, a copy kept by anybody at any later time: GET /api/v1/ledger/seals/file
 *
 * Exit code 0: it holds. 1: it does not, and the line says what. 2: the files can't be read.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** RFC 9162, 2.1.3.2 */
function rootOf(leaf, index, size, path) {
  let [fn, sn, r] = [BigInt(index), BigInt(size) - 1n, leaf]
  if (fn > sn) return null
  for (const p of path) {
    if (sn === 0n) return null
    if (fn & 1n || fn === sn) {
      r = sha256(Buffer.of(1), p, r)
      while (!(fn & 1n) && fn !== 0n) {
        fn >>= 1n
        sn >>= 1n
      }
    } else r = sha256(Buffer.of(1), r, p)
    fn >>= 1n
    sn >>= 1n
  }
  return sn === 0n ? r : null
}

function headOf(prevHead, date, root, count) {
  const eight = Buffer.alloc(8)
  eight.writeBigUInt64BE(BigInt(count))
  return sha256(Buffer.from(prevHead, 'hex'), Buffer.from(date, 'ascii'), Buffer.from(root, 'hex'), eight).toString('hex')
}

/** What is wrong; null when all holds. */
function fault({ journal, index, path, seal }, published) {
  const leaf = sha256(Buffer.of(0), Buffer.from(journal, 'utf8'))
  const root = rootOf(
    leaf,
    index,
    seal.count,
    path.map((hex) => Buffer.from(hex, 'hex')),
  )
  if (root?.toString('hex') !== seal.root) return `这笔捐赠算不出 ${seal.date} 的根：它不在那天的账里，或被改过`
  if (headOf(seal.prevHead, seal.date, seal.root, seal.count) !== seal.head) return `${seal.date} 的指纹不是由它的根和笔数算出来的`
  if (published === null) return null
  let before = '0'.repeat(64)
  let found = false
  for (const [date, count, dayRoot, head] of published) {
    if (headOf(before, date, dayRoot, count) !== head) return `指纹全表从 ${date} 起接不上`
    if (date === seal.date) {
      if (head !== seal.head) return `指纹全表里 ${date} 的指纹和证明里的不同`
      found = true
    }
    before = head
  }
  return found ? null : `指纹全表里没有 ${seal.date}`
}

const readSeals = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' '))

function main([proofFile, sealsFile]) {
  if (!proofFile) {
    console.error('用法：node scripts/verify-ledger-proof.mjs proof.json [账本指纹.txt]')
    return 2
  }
  let proof
  let published
  try {
    proof = JSON.parse(readFileSync(proofFile, 'utf8'))
    published = sealsFile ? readSeals(sealsFile) : null
    if (typeof proof?.journal !== 'string' || !Array.isArray(proof.path) || typeof proof.seal?.root !== 'string')
      throw new Error(proof?.state === 'waiting' ? '这一天还没有封账' : '这不是一份账本证明')
  } catch (error) {
    console.error(`读不了文件：${error.message}`)
    return 2
  }
  const wrong = fault(proof, published)
  const { outTradeNo, amountFen, postedAt } = JSON.parse(proof.journal)
  console.log(`订单 ${outTradeNo}，${amountFen} 分，记账时间 ${postedAt}`)
  console.log(
    wrong === null ? `一致：它在 ${proof.seal.date} 的账里，那天一共 ${proof.seal.count} 笔，指纹 ${proof.seal.head}` : `不一致：${wrong}`,
  )
  if (wrong === null) console.log(published ? '和指纹全表也一致。' : '没有给指纹全表：请拿这个指纹和您留存的、凭证上印的比一比。')
  return wrong === null ? 0 : 1
}

process.exitCode = main(process.argv.slice(2))
