import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createLog } from './index.ts'

function lines(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const output = new PassThrough()
  write(createLog('info', output))
  const text = String(output.read() ?? '')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

test.each(['phone', 'password', 'token', 'authorization', 'openid', 'ip', 'config'])('%s is removed, at the top and one below', (name) => {
  const [line] = lines((log) => log.info({ [name]: 'canary', kept: { [name]: 'canary', id: 'acc_1' } }, 'seen'))
  expect(JSON.stringify(line)).not.toContain('canary')
  expect(line).toMatchObject({ msg: 'seen', kept: { id: 'acc_1' } })
})

test('an error keeps name, message, code and causes, and nothing that hangs on it', () => {
  const inner = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', request: { body: 'canary' } })
  const outer = Object.assign(new Error('fetch failed', { cause: inner }), {
    config: { headers: { authorization: 'canary' } },
    response: { data: 'canary' },
  })
  const [line] = lines((log) => log.error({ err: outer }, 'failed'))
  expect(JSON.stringify(line)).not.toContain('canary')
  expect(line).toMatchObject({
    err: { name: 'Error', message: 'fetch failed', cause: { message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' } },
  })
})

test('a duplicate key is told without the key', () => {
  const [line] = lines((log) =>
    log.error(
      { err: new Error('E11000 duplicate key error collection: m.accounts index: openid_1 dup key: { openid: "canary" }') },
      'failed',
    ),
  )
  expect(JSON.stringify(line)).not.toContain('canary')
  expect(JSON.stringify(line)).toContain('index: openid_1')
})

test('causes that go round end', () => {
  const error = new Error('first')
  error.cause = error
  expect(lines((log) => log.error({ err: error }, 'failed'))).toHaveLength(1)
})

test('what is thrown need not be an error', () => {
  expect(lines((log) => log.error({ err: 'text' }, 'failed'))[0]).toMatchObject({ err: { message: 'text' } })
})
