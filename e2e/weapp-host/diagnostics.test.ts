import vm from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'
import { bootFixture } from './fixtures/fixture.ts'

let program: ReturnType<typeof bootFixture>
afterEach(() => program?.close())

const run = (code: string): unknown => vm.runInContext(code, program.realm.context)
const later = () => new Promise((resolve) => setTimeout(resolve, 30))

describe('what goes wrong is on record', () => {
  it('an exception in a timer, told to wx.onError too', async () => {
    program = bootFixture()
    run("wx.onError((e) => { globalThis.heard = e.message }); setTimeout(() => { throw new Error('坏了') }, 1)")
    await later()
    expect(program.diagnostics.faults).toMatchObject([
      { kind: 'exception', where: 'setTimeout', message: expect.stringContaining('坏了') as string },
    ])
    expect(run('heard')).toContain('坏了')
  })

  it('a rejection that nobody handles', async () => {
    program = bootFixture()
    run("void Promise.reject(new Error('没人管')); Promise.reject(new Error('有人管')).catch(() => {})")
    await later()
    expect(program.diagnostics.faults).toHaveLength(1)
    expect(program.diagnostics.faults).toMatchObject([
      { kind: 'unhandled-rejection', message: expect.stringContaining('没人管') as string },
    ])
  })

  it('a call of an API that the host lacks, but not a look at it', () => {
    program = bootFixture()
    expect(
      run("typeof wx.createBLEConnection === 'function' && wx.madeUp === undefined && wx.canIUse('createBLEConnection') === false"),
    ).toBe(true)
    expect(program.diagnostics.faults).toEqual([])
    expect(() => run('wx.createBLEConnection({})')).toThrow('not offered')
    expect(program.diagnostics.faults).toMatchObject([{ kind: 'unknown-api', where: 'wx.createBLEConnection' }])
  })

  it('console lines by level', () => {
    program = bootFixture()
    run("console.error('错', { a: 1 }); console.log('好')")
    expect(program.diagnostics.console).toEqual([
      { level: 'error', text: '错 {"a":1}' },
      { level: 'log', text: '好' },
    ])
  })

  it('templates that are missing in wxml', () => {
    program = bootFixture({ path: 'pages/plain/index' })
    expect(program.diagnostics.faults).toEqual([])
    run("getCurrentPages()[0].setData({ wanted: 'ghost' })")
    expect(program.diagnostics.faults).toMatchObject([
      { kind: 'view', message: expect.stringContaining('Template `ghost` not found') as string },
    ])
  })
})

describe('the logic layer is bare', () => {
  it.each([
    'window',
    'document',
    'process',
    'fetch',
    'XMLHttpRequest',
    'localStorage',
    'Intl',
    'WebAssembly',
    'Buffer',
    'URL',
    'TextEncoder',
    'performance',
  ])('has no %s', (name) => {
    program = bootFixture()
    expect(run(`typeof ${name}`)).toBe('undefined')
  })

  it.each([
    "eval('1')",
    "new Function('return 1')()",
    "setTimeout.constructor('return process')()",
    "wx.request.constructor('return process')()",
    "getApp.constructor('return process')()",
    "getCurrentPages()[0].setData.constructor('return process')()",
  ])('makes no code from text: %s', (code) => {
    program = bootFixture()
    expect(() => run(code)).toThrow('Code generation from strings disallowed')
  })

  it('gets data as its own objects', () => {
    program = bootFixture()
    expect(run('wx.getSystemInfoSync().constructor === Object && getCurrentPages() instanceof Array')).toBe(true)
  })

  it('stops its timers when closed', async () => {
    program = bootFixture()
    run('globalThis.ticks = 0; setInterval(() => { ticks += 1 }, 5)')
    await later()
    program.close()
    const ticks = run('ticks')
    expect(ticks).toBeGreaterThan(0)
    await later()
    expect(run('ticks')).toBe(ticks)
  })
})
