import { useEffect, useRef, useState } from 'react'
import { beginAt, pages } from '../../../platform/navigate'
import { call, type FailureWords, failureWords } from '../../../platform/request'
import { signedIn } from '../../../platform/session'
import { chooseView, useView } from '../../../platform/view'
import { takeZlbEntry, zlbWantsCare } from '../../../platform/zlb'

/** `asking`: someone else is signed in here, who would be signed out. */
type State =
  | { at: 'working' }
  | { at: 'asking'; phoneMasked: string }
  | { at: 'none' }
  | { at: 'mixed' }
  | { at: 'failed'; words: FailureWords }

/** Signs in with what 浙里办 sent, once, and goes home. */
export function useZlb() {
  const [state, setState] = useState<State>({ at: 'working' })
  const [entry] = useState(takeZlbEntry)
  const view = useView()
  const began = useRef(false)

  const signIn = async () => {
    if (entry === null || entry.kind === 'mixed') return
    setState({ at: 'working' })
    try {
      signedIn(await call('signInByZlb', { body: entry }))
      beginAt(pages.home)
    } catch (error) {
      setState({ at: 'failed', words: failureWords(error) })
    }
  }

  const begin = async () => {
    if (await zlbWantsCare()) chooseView({ ...view, mode: 'care' })
    if (entry === null || entry.kind === 'mixed') {
      setState({ at: entry === null ? 'none' : 'mixed' })
      return
    }
    try {
      const { phoneMasked } = await call('getMe')
      // A link that somebody else made must not put anyone into another's account unasked.
      if (phoneMasked !== null) setState({ at: 'asking', phoneMasked })
      else await signIn()
    } catch (error) {
      setState({ at: 'failed', words: failureWords(error) })
    }
  }
  const beginNow = useRef(begin)
  beginNow.current = begin
  useEffect(() => {
    if (began.current) return
    began.current = true
    void beginNow.current()
  }, [])

  /** A ticket that 浙里办 was not asked about is still good. */
  const mayTryAgain = state.at === 'failed' && (state.words.offline || state.words.code === 'upstream_unavailable')
  return { state, signIn, mayTryAgain }
}
