import { afterEach, describe, expect, it } from 'vitest'
import { actingHeaders, actingNow, beginActing, endActing } from './index'

afterEach(endActing)

describe('acting in another name', () => {
  it('marks every request but those that are always my own', () => {
    expect(actingHeaders('/api/v1/gifts')).toEqual({})
    beginActing({ proxyId: 'prx_1', elderName: '王奶奶', scopes: ['gifts'] })
    expect(actingHeaders('/api/v1/gifts')).toEqual({ 'X-Acting-For': 'prx_1' })
    expect(actingHeaders('/api/v1/code-scans')).toEqual({ 'X-Acting-For': 'prx_1' })
    for (const path of [
      '/api/v1/proxies',
      '/api/v1/proxies/x/withdrawal',
      '/api/v1/proxy-deeds',
      '/api/v1/sessions/phone',
      '/api/v1/sms-codes',
    ])
      expect(actingHeaders(path)).toEqual({})
    // What was begun in a name goes on in it, whoever the phone acts for by then.
    expect(actingHeaders('/api/v1/help-calls', null)).toEqual({})
    expect(actingHeaders('/api/v1/help-calls', 'prx_2')).toEqual({ 'X-Acting-For': 'prx_2' })
    endActing()
    expect(actingNow()).toBeNull()
    expect(actingHeaders('/api/v1/gifts')).toEqual({})
  })
})
