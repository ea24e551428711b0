import { createHash, randomBytes } from 'node:crypto'
import { failure, type WechatFailure } from './answers.ts'

export interface WechatApp {
  appId: string
  appSecret: string
}

/** What code2session answers for one person in one mini-program. */
export interface WechatSession {
  openid: string
  session_key: string
  unionid: string
}

/** 28 characters beginning with `o`, the same for the same person in the same app. */
export function openidOf(appId: string, label: string): string {
  return `o${createHash('sha256').update(`openid|${appId}|${label}`).digest('base64url').slice(0, 27)}`
}

/** The person is the part of the code before `:`; a code without one is a stranger who never comes back. */
export function createLogin(app: WechatApp) {
  const usedCodes = new Set<string>()
  return {
    code2session(query: Record<string, string | undefined>): WechatSession | WechatFailure {
      if (!query.appid) return failure(41002)
      if (query.appid !== app.appId) return failure(40013)
      if (!query.secret) return failure(41004)
      if (query.secret !== app.appSecret) return failure(40125)
      if (query.grant_type !== 'authorization_code') return failure(40002)
      const code = query.js_code
      if (!code) return failure(41008)
      if (!/^[A-Za-z0-9_\-:.]{4,128}$/.test(code) || code.startsWith('invalid')) return failure(40029)
      if (usedCodes.has(code)) return failure(40163)
      usedCodes.add(code)
      const label = code.includes(':') ? code.slice(0, code.indexOf(':')) : code
      return {
        openid: openidOf(app.appId, label),
        session_key: randomBytes(16).toString('base64'),
        unionid: `u${openidOf('union', label).slice(1)}`,
      }
    },
  }
}
