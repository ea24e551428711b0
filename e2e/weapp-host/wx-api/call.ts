import vm from 'node:vm'
import type { Realm } from '../realm.ts'

export type CallOptions = Record<string, unknown>

/** What a `fail` callback hears: errMsg is the API's name and these words. */
export class WxFailure extends Error {
  readonly errno: number | undefined
  constructor(words: string, errno?: number) {
    super(words)
    this.name = 'WxFailure'
    this.errno = errno
  }
}

type Run = (options: CallOptions) => unknown

/** An API in WeChat's manner: success, fail and complete, later; a promise when no callback is given. */
export function callbackApi(realm: Realm, name: string, run: Run): (options?: CallOptions) => unknown {
  const PromiseClass = vm.runInContext('Promise', realm.context) as PromiseConstructor
  return (options = {}) => {
    const hear = (callback: unknown, answer: unknown) => {
      if (typeof callback === 'function') realm.guard(`wx.${name} callback`, () => (callback as (answer: unknown) => void)(answer))
    }
    const settle = (async () => {
      try {
        const answer = await run(options)
        return {
          ok: true,
          answer: realm.import({ errMsg: `${name}:ok`, ...(typeof answer === 'object' && answer !== null ? answer : {}) }),
        }
      } catch (reason) {
        const words = reason instanceof Error ? reason.message : String(reason)
        const errMsg = words.startsWith(`${name}:`) ? words : `${name}:fail ${words}`
        return {
          ok: false,
          answer: realm.import({ errMsg, ...(reason instanceof WxFailure && reason.errno !== undefined ? { errno: reason.errno } : {}) }),
        }
      }
    })()
    const heard = ['success', 'fail', 'complete'].some((key) => typeof options[key] === 'function')
    const finish = (then: (result: { ok: boolean; answer: unknown }) => void) =>
      void settle.then((result) => setImmediate(() => then(result)))
    if (heard) {
      finish(({ ok, answer }) => {
        hear(ok ? options.success : options.fail, answer)
        hear(options.complete, answer)
      })
      return undefined
    }
    return new PromiseClass((resolve, reject) => finish(({ ok, answer }) => (ok ? resolve(answer) : reject(answer))))
  }
}

export function text(options: CallOptions, name: string): string {
  const value = options[name]
  return typeof value === 'string' ? value : ''
}
