import { type KeyRing, madeOf } from '../../../platform/crypto/keyring.ts'
import { type CodeKeys, codeKeys } from './domain.ts'

/** The keys of the 公益码, each derived anew only when the key ring changed. */
export function createCodeKeys(keyRing: KeyRing): CodeKeys {
  const scene = madeOf(
    () => keyRing.codeScene,
    (codeScene) => codeKeys({ codeScene, codeLink: [] }).scene,
  )
  const link = madeOf(
    () => keyRing.codeLink,
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
