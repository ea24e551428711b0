/**
 * Checks that nobody bent the audit, with nothing but Node: no server, no database, none of our other code. Written apart
 * from the product's own check on purpose; read it, it is short.
 *
 *   node scripts/verify-audit.mjs rows.ndjson [anchors.jsonl]
 *
 * rows.ndjson    what `npm run audit:verify -- --write FILE` or the auditor's page (导出链) writes down
 * anchors.jsonl  the signed heads, kept by anybody outside the database (AUDIT_ANCHOR_FILE, or GET /api/v1/audit/anchors/file).
 *                The public keys in it are the ones that are trusted: compare them with what you were handed.
 *
 * Exit code 0: it holds. 1: it was bent, and the line says where first and how. 2: the files can't be read.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex')
const OPEN_AT_MOST_MS = 120_000
const LEAST_KEPT_MS = 184 * 24 * 3_600_000

/** RFC 8785 for text, whole numbers, lists and objects. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const names = Object.keys(value).sort((a, b) => (a < b ? -1 : 1))
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
}

function digestOf(row) {
  const { open: _open, seq: _seq, prev: _prev, hash: _hash, ...content } = row
  return sha256(canonical(content))
}
const hashOf = (prev, seq, digest) => sha256(`${prev}\n${seq}\n${digest}`)

function isSigned(text, { publicKey, signature }, trusted) {
  if (trusted !== null && !trusted.has(publicKey)) return false
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
  } catch {
    return false
  }
}
const anchorText = ({ seq, hash, at }) => `audit anchor\n${seq}\n${hash}\n${at}`
const cutText = ({ seq, hash, at, newestAt }) => `audit cut\n${seq}\n${hash}\n${at}\n${newestAt}`

/** Every damage with the row it begins at. */
async function damagesOf(lines, outside) {
  const damages = []
  let about = null
  let anchors = []
  let trusted = null
  let head = null
  let anchoredTo = 0
  let rows = 0
  const suspects = []
  for await (const line of lines) {
    if (line === '') continue
    if (about === null) {
      about = JSON.parse(line)
      trusted = outside.length > 0 ? new Set(outside.map(({ publicKey }) => publicKey)) : null
      const { cut } = about
      anchors = [...outside.filter(({ at }) => at <= about.at), ...about.anchors]
      for (const anchor of anchors)
        if (!isSigned(anchorText(anchor), anchor, trusted))
          damages.push([anchor.seq, 'anchor_forged', `the anchor of row ${anchor.seq} is not signed with a known key`])
      if (cut && !isSigned(cutText(cut), cut, trusted))
        damages.push([cut.seq, 'cut_forged', `rows up to ${cut.seq} were taken away without a known signature`])
      if (cut && Date.parse(cut.at) - Date.parse(cut.newestAt) < LEAST_KEPT_MS)
        damages.push([cut.seq, 'cut_too_early', `rows up to ${cut.seq} were taken away before their time`])
      head = { seq: cut?.seq ?? 0, hash: cut?.hash ?? '0'.repeat(64), isSound: true }
      anchoredTo = head.seq
      continue
    }
    const row = JSON.parse(line)
    if (row.seq === undefined) {
      if (Date.parse(about.at) - Date.parse(row.at) > OPEN_AT_MOST_MS)
        damages.push([Number.MAX_SAFE_INTEGER, 'not_chained', `row ${row._id} of ${row.at} has no place in the chain`])
      continue
    }
    if (row.seq <= (about.cut?.seq ?? 0)) continue
    rows += 1
    if (row.seq > head.seq + 1) damages.push([head.seq + 1, 'removed', `rows ${head.seq + 1}–${row.seq - 1} are gone`])
    const digest = digestOf(row)
    const isSound = hashOf(row.prev, row.seq, digest) === row.hash
    if (!isSound) suspects.push({ row, digest })
    else if (row.seq === head.seq + 1 && row.prev !== head.hash && head.isSound)
      damages.push([head.seq, 'edited', `row ${head.seq} is not the one that row ${row.seq} was chained to`])
    for (const anchor of anchors.filter(({ seq }) => seq === row.seq))
      if (anchor.hash === row.hash) anchoredTo = row.seq
      else damages.push([anchoredTo + 1, 'rewritten', `the chain was written anew somewhere in rows ${anchoredTo + 1}–${row.seq}`])
    head = { seq: row.seq, hash: row.hash, isSound }
  }
  if (about === null) throw new Error('there is nothing in the file')
  for (const { row, digest } of suspects) {
    const others = suspects.filter((other) => other.row !== row)
    const isMoved = others.some(
      (other) => hashOf(row.prev, row.seq, other.digest) === row.hash || hashOf(row.prev, other.row.seq, digest) === row.hash,
    )
    damages.push([
      row.seq,
      isMoved ? 'reordered' : 'edited',
      `row ${row.seq} (${row._id}) ${isMoved ? 'is not at its place' : 'was edited'}`,
    ])
  }
  const furthest = Math.max(0, ...anchors.map(({ seq }) => seq))
  if (furthest > head.seq) damages.push([head.seq + 1, 'truncated', `rows ${head.seq + 1}–${furthest} are gone`])
  return { damages: damages.sort(([a], [b]) => a - b), rows, head, anchoredTo }
}

try {
  const [file, anchorFile] = process.argv.slice(2)
  if (!file) throw new Error('which file? node scripts/verify-audit.mjs rows.ndjson [anchors.jsonl]')
  const outside = anchorFile
    ? readFileSync(anchorFile, 'utf8')
        .split('\n')
        .slice(0, -1)
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    : []
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })
  const { damages, rows, head, anchoredTo } = await damagesOf(lines, outside)
  console.log(`${rows} rows, head ${head.seq} ${head.hash}, anchored up to ${anchoredTo}${anchorFile ? '' : ' by its own word alone'}`)
  for (const [, kind, words] of damages.slice(0, 20)) console.log(`BROKEN ${kind}: ${words}`)
  console.log(damages.length === 0 ? 'The audit holds.' : `The audit was bent: ${damages[0][2]}.`)
  process.exitCode = damages.length === 0 ? 0 : 1
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}
