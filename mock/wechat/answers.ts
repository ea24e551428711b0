import { randomBytes } from 'node:crypto'

/** WeChat answers failures with HTTP 200 and an errcode. */
export interface WechatFailure {
  errcode: number
  errmsg: string
}

const MESSAGES: Record<number, string> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40029: 'invalid code',
  40037: 'invalid template_id',
  40097: 'invalid args',
  40125: 'invalid appsecret',
  40129: 'invalid scene',
  40163: 'code been used',
  40169: 'invalid length for scene, or the data is not json string',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41030: 'invalid page',
  42001: 'access_token expired',
  43101: 'user refuse to accept the msg',
  45009: 'reach max api minute quota limit',
  47001: 'data format error',
  47003: 'argument invalid',
  61010: 'code is expired',
  1400001: 'quota is used up',
  85096: 'not allow include scancode_time field',
}

export function failure(errcode: number): WechatFailure {
  const rid = [4, 4, 4].map((bytes) => randomBytes(bytes).toString('hex')).join('-')
  return { errcode, errmsg: `${MESSAGES[errcode] ?? 'unknown'}, rid: ${rid}` }
}
