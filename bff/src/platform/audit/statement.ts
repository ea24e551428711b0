import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** The chain's head as it was at an instant, signed; kept where the database's keeper can't reach. */
export interface Anchor {
  seq: number
  hash: string
  at: string
  kid: string
  /** Ed25519, SPKI in base64. */
  publicKey: string
  signature: string
}

/** Everything up to `seq` was taken away because its time was over; the chain goes on behind `hash`. */
export interface Cut extends Anchor {
  /** The newest instant among what was taken away. */
  newestAt: string
}

const anchorText = ({ seq, hash, at }: Pick<Anchor, 'seq' | 'hash' | 'at'>) => `audit anchor\n${seq}\n${hash}\n${at}`
const cutText = ({ seq, hash, at, newestAt }: Pick<Cut, 'seq' | 'hash' | 'at' | 'newestAt'>) =>
  `audit cut\n${seq}\n${hash}\n${at}\n${newestAt}`

export interface Signer {
  kid: string
  privateKey: KeyObject
}

const publicKeyOf = (privateKey: KeyObject) => createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')

function signed(text: string, { kid, privateKey }: Signer) {
  return { kid, publicKey: publicKeyOf(privateKey), signature: sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64') }
}

export const signAnchor = (head: Pick<Anchor, 'seq' | 'hash' | 'at'>, signer: Signer): Anchor => ({
  ...head,
  ...signed(anchorText(head), signer),
})
export const signCut = (cut: Pick<Cut, 'seq' | 'hash' | 'at' | 'newestAt'>, signer: Signer): Cut => ({
  ...cut,
  ...signed(cutText(cut), signer),
})

function holds(text: string, { publicKey, signature }: Anchor, trusted: ReadonlySet<string> | null): boolean {
  if (trusted && !trusted.has(publicKey)) return false
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
  } catch {
    // What is no key or no signature proves nothing.
    return false
  }
}

/** @param trusted public keys known from elsewhere; null: any key, so that only its own consistency is seen */
export const anchorHolds = (anchor: Anchor, trusted: ReadonlySet<string> | null) => holds(anchorText(anchor), anchor, trusted)
export const cutHolds = (cut: Cut, trusted: ReadonlySet<string> | null) => holds(cutText(cut), cut, trusted)
