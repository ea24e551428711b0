import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { AppError } from '@minsheng/shared/errors'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type StubServer, stubServer } from '../../../testing/stub-server.ts'
import { sha1Of } from './bill.ts'
import { createWechatBills } from './bill-client.ts'

const keys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
const [merchant, platform] = [keys(), keys()]
const keyId = 'PUB_KEY_ID_0000000000000000000001'
const HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
const payment = (subMchid: string) =>
  `\`2026-11-24 12:00:00,\`wx1,\`1900006511,\`${subMchid},\`,\`42001,\`GY_1,\`o1,\`JSAPI,\`SUCCESS,\`OTHERS,\`CNY,\`1.00,\`0.00,\`0,\`0,\`0.00,\`0.00,\`,\`,\`捐赠,\`,\`0.00000,\`0.00%,\`1.00,\`0.00,\``
const bill = (subMchid = '1900009101') =>
  Buffer.from(`\uFEFF${HEADER}\r\n${payment(subMchid)}\r\n${TOTALS}\r\n\`1,\`1.00,\`0.00,\`0.00,\`0.00000,\`1.00,\`0.00\r\n`)

let server: StubServer
beforeAll(async () => {
  server = await stubServer((_, response) => response.end())
})
afterAll(() => server.close())

function signed(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  const [timestamp, nonce] = [Math.floor(Date.now() / 1000).toString(), randomBytes(16).toString('hex')]
  const signature = sign('RSA-SHA256', Buffer.from(`${timestamp}\n${nonce}\n${text}\n`), platform.privateKey).toString('base64')
  response
    .writeHead(status, {
      'Content-Type': 'application/json',
      'Wechatpay-Timestamp': timestamp,
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Signature': signature,
      'Wechatpay-Serial': keyId,
    })
    .end(text)
}
const linkTo = (hash: string, url = `${server.url}/v3/billdownload/file?token=a%2Bb`) => ({
  hash_type: 'SHA1',
  hash_value: hash,
  download_url: url,
})

/** Asks once; WeChat Pay answers with this link and this file. */
function ask(link: unknown, file: Buffer, fileStatus = 200) {
  server.requests.length = 0
  server.answer((request, response) => {
    if (request.url?.startsWith('/v3/bill/tradebill')) signed(response, 200, link)
    else response.writeHead(fileStatus, { 'Content-Type': 'application/x-gzip' }).end(file)
  })
  return client().tradeBill('2026-11-24', '1900009101')
}
const client = () =>
  createWechatBills({
    base: server.url,
    spMchid: '1900006511',
    merchantSerial: 'A'.repeat(40),
    merchantKeyPem: merchant.privateKey,
    platformKeyId: keyId,
    platformKeyPem: platform.publicKey,
  })

describe('a bill', () => {
  test('is asked for zipped, of all kinds, of one merchant, and read when its hash holds', async () => {
    const answer = await ask(linkTo(sha1Of(bill()).toUpperCase()), gzipSync(bill()))
    expect(answer).toMatchObject({
      state: 'ready',
      bill: { lines: [{ transactionId: '42001', amountFen: 100 }], totals: { count: 1, orderFen: 100 } },
    })
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/v3/bill/tradebill?bill_date=2026-11-24&bill_type=ALL&sub_mchid=1900009101&tar_type=GZIP',
      '/v3/billdownload/file?token=a%2Bb',
    ])
  })

  test("a link to another host is followed on WeChat Pay's own, where alone our signature may go", async () => {
    expect(await ask(linkTo(sha1Of(bill()), 'https://elsewhere.example/v3/billdownload/file?token=t'), gzipSync(bill()))).toMatchObject({
      state: 'ready',
    })
    expect(server.requests[1]?.url).toBe('/v3/billdownload/file?token=t')
  })

  test.each<[string, () => [unknown, Buffer], string]>([
    ['another hash', () => [linkTo('0'.repeat(40)), gzipSync(bill())], 'hash_differs'],
    ['the hash of the zipped file', () => [linkTo(sha1Of(gzipSync(bill()))), gzipSync(bill())], 'hash_differs'],
    ['a file that is not zipped', () => [linkTo(sha1Of(bill())), bill()], 'not_understood'],
    ['a file that is no bill', () => [linkTo(sha1Of(Buffer.from('x'))), gzipSync(Buffer.from('x'))], 'not_understood'],
    ["another merchant's bill", () => [linkTo(sha1Of(bill('1900009102'))), gzipSync(bill('1900009102'))], 'not_understood'],
    ['a link to another path', () => [linkTo(sha1Of(bill()), `${server.url}/v3/certificates`), gzipSync(bill())], 'not_understood'],
    ['another kind of hash', () => [{ ...linkTo(sha1Of(bill())), hash_type: 'MD5' }, gzipSync(bill())], 'not_understood'],
  ])('with %s is not used', async (_, given, fault) => {
    expect(await ask(...given())).toMatchObject({ state: 'unusable', fault })
  })

  test.each([
    ['STATEMENT_CREATING', { state: 'creating' }],
    ['NO_STATEMENT_EXIST', { state: 'empty' }],
    ['NO_AUTH', { state: 'unusable', fault: 'refused', detail: 'NO_AUTH 原因' }],
  ])('refused with %s', async (code, expected) => {
    server.answer((_, response) => signed(response, code === 'NO_AUTH' ? 403 : 400, { code, message: '原因' }))
    expect(await client().tradeBill('2026-11-24', '1900009101')).toEqual(expected)
  })

  test.each([
    ['no signature', (response: ServerResponse) => response.writeHead(200).end(JSON.stringify(linkTo(sha1Of(bill()))))],
    ['a fault', (response: ServerResponse) => signed(response, 500, { code: 'SYSTEM_ERROR' })],
    ['a limit', (response: ServerResponse) => signed(response, 429, { code: 'FREQUENCY_LIMITED' })],
    ['a page of a proxy', (response: ServerResponse) => response.writeHead(403).end('<html>')],
  ])('answered with %s is asked for again later', async (_, answer) => {
    server.answer((_request, response) => answer(response))
    await expect(client().tradeBill('2026-11-24', '1900009101')).rejects.toThrow(AppError)
  })

  test('whose download fails is asked for again later', async () => {
    await expect(ask(linkTo(sha1Of(bill())), Buffer.alloc(0), 502)).rejects.toMatchObject({ code: 'upstream_unavailable' })
  })
})
