import { type KeyRing, madeOf } from '../../../platform/crypto/keyring.ts'
import { type CodeKeys, codeKeys } from './domain.ts'

/** The keys of codes as they are at the moment of reading. */
export function liveCodeKeys(ring: KeyRing): CodeKeys {
  const scene = madeOf(
    () => ring.codeScene,
    (codeScene) => codeKeys({ codeScene, codeLink: [] }).scene,
  )
  const link = madeOf(
    () => ring.codeLink,
    (codeLink) => codeKeys({ codeScene: [], codeLink }).link,
  )
  return {
    get scene() {
      return scene()
    },
    get link() {
      return link()
    },
  }
}
