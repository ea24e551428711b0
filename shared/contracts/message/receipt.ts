import * as z from 'zod'
import { file, json, operation, raw } from '../operation.ts'

const MOST_BYTES = 256 * 1024
const tag = '外部通知'
const wechatSignature = {
  signature: z.string().max(64).optional(),
  timestamp: z.string().max(20).optional(),
  nonce: z.string().max(64).optional(),
}

/** What Alibaba Cloud wants to read, or it sends the same again. */
const taken = z.strictObject({ code: z.literal(0), msg: z.string() })

export const receiptContract = {
  receiveSmsReceipts: operation({
    method: 'POST',
    path: '/api/v1/sms-receipts',
    summary: '短信回执：只当提示，结果向运营商查证后才算数',
    tag,
    audience: 'public',
    body: raw(['application/json'], MOST_BYTES),
    status: 200,
    response: json(taken),
    errors: ['malformed_body'],
    idempotency: 'natural',
  }),
  receiveVoiceReceipts: operation({
    method: 'POST',
    path: '/api/v1/voice-receipts',
    summary: '语音通知回执：只当提示，结果向运营商查证后才算数',
    tag,
    audience: 'public',
    body: raw(['application/json'], MOST_BYTES),
    status: 200,
    response: json(taken),
    errors: ['malformed_body'],
    idempotency: 'natural',
  }),
  openWechatEvents: operation({
    method: 'GET',
    path: '/api/v1/wechat-events',
    summary: '微信消息推送的开通验证（验签）：原样回答微信给的字',
    tag,
    audience: 'public',
    query: z.strictObject({ ...wechatSignature, echostr: z.string().max(128).optional() }),
    status: 200,
    response: file('text/plain'),
    errors: ['notice_rejected'],
    idempotency: 'natural',
  }),
  receiveWechatEvents: operation({
    method: 'POST',
    path: '/api/v1/wechat-events',
    summary: '微信消息推送（验签）：订阅消息的送达和退订',
    tag,
    audience: 'public',
    query: z.strictObject({
      ...wechatSignature,
      /** Sent along by WeChat; what counts is the signature. */
      openid: z.string().max(64).optional(),
    }),
    body: raw(['application/json'], MOST_BYTES),
    status: 200,
    // WeChat sends again what is not answered with this word.
    response: file('text/plain'),
    errors: ['notice_rejected', 'malformed_body'],
    idempotency: 'natural',
  }),
}
