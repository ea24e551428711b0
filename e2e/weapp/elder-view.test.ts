import { afterEach, describe, expect, it } from 'vitest'
import type { WeappApp } from '../weapp-host/index.ts'
import { openMinsheng, screenFile } from './launch.ts'

const patience = 15_000
let app: WeappApp
afterEach(() => app?.close())

const mode = () => /ms-page--(standard|care)/.exec(String(app.page().bySelector('.ms-page')[0]?.attrs.class))?.[1]

describe('关怀版 in the mini-program', () => {
  it("follows WeChat's own large text at the first start", async () => {
    app = openMinsheng({ device: { fontSizeScaleFactor: 1.4 } })
    await app.settle(patience)
    expect(mode()).toBe('care')
  })

  it('is switched on with one tap and stays on after the program was closed', async () => {
    const storage = new Map<string, string>()
    app = openMinsheng({ path: 'pages/me/index', storage })
    await app.settle(patience)
    expect(mode()).toBe('standard')
    await app.tap('关怀版')
    await app.settle(patience)
    expect(mode()).toBe('care')
    app.close()
    app = openMinsheng({ storage })
    await app.settle(patience)
    expect(mode()).toBe('care')
  })

  it.each([320, 375, 414])(
    'reads and touches well on a phone %d wide: no text under 18, no target under 44, no main button under 60, nothing beside the screen',
    async (windowWidth) => {
      for (const path of [
        'pages/home/index',
        'pages/services/index',
        'pages/me/index',
        'packages/donation/projects/index',
        'packages/account/sign-in/index',
        'packages/account/settings/index',
      ]) {
        app = openMinsheng({ path, device: { windowWidth, fontSizeScaleFactor: 1.4 } })
        await app.settle(patience)
        const { overflowPx, texts, targets } = await app.screenshot(screenFile(`care-${windowWidth}-${path.replaceAll('/', '-')}`), {
          fullPage: true,
        })
        app.close()
        const where = `${path} at ${windowWidth}`
        expect(overflowPx, where).toBe(0)
        expect(texts.length, where).toBeGreaterThan(0)
        expect(targets.length, where).toBeGreaterThan(0)
        expect(
          texts.filter(({ fontPx, lineHeight }) => fontPx < 18 || lineHeight < 1.295),
          where,
        ).toEqual([])
        // What spans the screen is the main thing to do there.
        const main = targets.filter(({ role, width }) => role === 'button' && width > windowWidth / 2)
        expect(
          main.filter(({ height }) => height < 60),
          where,
        ).toEqual([])
        expect(
          targets.filter(({ width, height }) => width < 44 || height < 44),
          where,
        ).toEqual([])
      }
    },
  )
})
