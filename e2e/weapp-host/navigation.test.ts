import { afterEach, describe, expect, it } from 'vitest'
import { bootFixture } from './fixtures/fixture.ts'
import { parseUrl } from './page-stack.ts'

let program: ReturnType<typeof bootFixture>
afterEach(() => program?.close())

const routes = () => program.host.stack.pages().map(({ path }) => path)
const call = (name: string, options: Record<string, unknown> = {}) => program.wx[name]?.(options) as Promise<{ errMsg: string }>
const refused = (name: string, options: Record<string, unknown>) =>
  call(name, options).then(
    () => 'went through',
    ({ errMsg }: { errMsg: string }) => errMsg,
  )

describe('page stack', () => {
  it('runs the lifetimes of a page in order', async () => {
    program = bootFixture({ path: 'pages/first/index?a=1&b=%E4%B8%AD' })
    await new Promise((resolve) => setImmediate(resolve))
    const first = program.top()
    await call('navigateTo', { url: '/pages/plain/index' })
    await call('navigateBack')
    await call('reLaunch', { url: '/pages/plain/index' })
    expect(first.calls).toEqual(['load {"a":"1","b":"%E4%B8%AD"}', 'show', 'ready', 'hide', 'show', 'unload'])
  })

  it('opens a page of a sub-package, relative addresses too', async () => {
    program = bootFixture({ path: 'pages/plain/index' })
    await call('navigateTo', { url: '../../packages/far/deep/index?from=here' })
    expect(routes()).toEqual(['pages/plain/index', 'packages/far/deep/index'])
    expect(program.top().data).toEqual({ words: '分包到了', from: 'here' })
  })

  it('holds ten pages and no more', async () => {
    program = bootFixture()
    for (let depth = 1; depth < 10; depth++) await call('navigateTo', { url: '/pages/plain/index' })
    expect(await refused('navigateTo', { url: '/pages/plain/index' })).toBe('navigateTo:fail webview count limit exceed')
    await call('navigateBack', { delta: 20 })
    expect(routes()).toEqual(['pages/first/index'])
    expect(await refused('navigateBack', {})).toBe('navigateBack:fail cannot navigate back at first page')
  })

  it('keeps tabs alive and reaches them by switchTab alone', async () => {
    program = bootFixture()
    const first = program.top()
    await call('navigateTo', { url: '/pages/plain/index' })
    await call('switchTab', { url: '/pages/second/index' })
    expect(routes()).toEqual(['pages/second/index'])
    await call('switchTab', { url: '/pages/first/index' })
    expect(program.top()).toBe(first)
    expect(await refused('navigateTo', { url: '/pages/second/index' })).toContain('tabbar page')
    expect(await refused('redirectTo', { url: '/pages/second/index' })).toContain('tabbar page')
    expect(await refused('switchTab', { url: '/pages/plain/index' })).toContain('no-tabBar page')
  })

  it('replaces the page on redirectTo', async () => {
    program = bootFixture()
    await call('navigateTo', { url: '/pages/plain/index' })
    await call('redirectTo', { url: '/packages/far/deep/index' })
    expect(routes()).toEqual(['pages/first/index', 'packages/far/deep/index'])
  })

  it('records an address that is no page', async () => {
    program = bootFixture()
    expect(await refused('navigateTo', { url: '/pages/nowhere/index' })).toContain('is not found')
    expect(program.diagnostics.faults).toMatchObject([{ kind: 'page-not-found' }])
  })

  it('enters anew after a scan while running', () => {
    program = bootFixture()
    program.enter('packages/far/deep/index?from=a%2Cb', 1047)
    expect(routes()).toEqual(['packages/far/deep/index'])
    expect(program.top().data).toMatchObject({ from: 'a%2Cb' })
    const app = (program.realm.global.getApp as () => { entered: string[] })()
    expect([...app.entered]).toEqual(['pages/first/index#1001', 'packages/far/deep/index#1047'])
  })

  it('keeps a sub-package out of reach until it is loaded', () => {
    program = bootFixture()
    expect(() => program.loader.load('packages/far/words')).toThrow('is not loaded')
    program.loader.loadSubPackage('packages/far')
    expect(program.loader.load('packages/far/words')).toBe('分包到了')
  })
})

it('hands over a query as written', () => {
  expect(parseUrl('/a/b?scene=x%3D1&flag&q=a=b')).toEqual({ path: 'a/b', query: { scene: 'x%3D1', flag: '', q: 'a=b' } })
})
