import type { LedgerProof, Seal } from '@minsheng/shared/contracts/donation'
import type { Proof } from './proofs.ts'
import type { SealDocument } from './store.ts'

export function presentSeal({ _id, root, count, late, prevHead, head, sealedAt }: SealDocument): Seal {
  return { date: _id, root, count, lateCount: late.length, prevHead, head, sealedAt: sealedAt.toISOString() }
}

export function presentProof(proof: Proof): LedgerProof {
  if (proof.state === 'waiting') return { state: 'waiting', sealsAfter: proof.sealsAfter.toISOString() }
  const { journal, index, path, seal } = proof
  return { state: 'sealed', journal, index, path, seal: presentSeal(seal) }
}

/** The head of the file of all seals: how each line follows from the one before, for whoever keeps a copy. */
export const sealFileHead = [
  '# 民生直达 · 上城  账本指纹全表',
  '# 每行：日期 笔数 当天的根 指纹',
  '# 指纹 = SHA-256( 上一行的指纹(32字节) ‖ 日期(10个ASCII字符) ‖ 根(32字节) ‖ 笔数(8字节，高位在前) )，第一行之前的指纹是 32 个零字节',
  '# 根 = 当天所有分录的 Merkle 树根（RFC 6962）。请自己留存一份；以后任何一行变了，都说明账本被改过。',
  '',
].join('\n')

export const sealLine = ({ _id, count, root, head }: SealDocument) => `${_id} ${count} ${root} ${head}\n`
