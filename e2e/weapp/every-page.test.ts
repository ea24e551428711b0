import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import type { AppJson } from '../weapp-host/mini-package.ts'
import { openMinsheng, screenFile } from './launch.ts'
import { signInStaff } from './staff.ts'

const appJson = JSON.parse(readFileSync(fileURLToPath(new URL('../../miniapp/dist/weapp/app.json', import.meta.url)), 'utf8')) as AppJson
const routes = [...appJson.pages, ...(appJson.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]
const controls = ['button', 'link', 'textbox', 'switch', 'checkbox', 'radio']
const firstSetDataLimit = 256 * 1024

/** What a page needs in its address to show something, as the app itself would open it. */
const queries: Record<string, (known: { projectId: string; scene: string }) => string> = {
  'packages/donation/project/index': ({ projectId }) => `?id=${projectId}`,
  'packages/donation/progress/index': ({ projectId }) => `?id=${projectId}`,
  'packages/donation/disclosures/index': ({ projectId }) => `?id=${projectId}`,
  'packages/donation/giving/index': ({ scene }) => `?scene=${encodeURIComponent(scene)}`,
  'packages/account/legal/index': () => '?doc=privacy',
  'packages/policy/benefit/index': () => '?of=trial&id=aged-allowance',
  'packages/policy/apply/index': () => '?id=aged-allowance',
  'packages/policy/application/index': () => '?id=pap_none',
  'packages/together/team/index': () => '?id=TM_demo_meals',
  'packages/together/start/index': ({ projectId }) => `?id=${projectId}`,
  'packages/together/monthly-start/index': ({ projectId }) => `?id=${projectId}&amount=1250`,
}

let known: { projectId: string; scene: string }
beforeAll(async () => {
  const staff = await signInStaff(inject('system').bff)
  const { campaignId, scene } = await staff.codeForGiving()
  known = { projectId: campaignId, scene }
})

describe('every page of app.json', () => {
  it.each(routes)('%s opens by itself, says something, names its controls and breaks nothing', async (route) => {
    const app = openMinsheng({ path: `${route}${queries[route]?.(known) ?? ''}` })
    try {
      await app.settle(15_000)
      expect(app.page().route).toBe(route)
      expect(app.page().text()).not.toBe('')
      expect(app.faults).toEqual([])
      expect(app.consoleLines('error')).toEqual([])
      for (const { firstSetDataBytes } of app.measures) {
        expect(firstSetDataBytes).toBeGreaterThan(0)
        expect(firstSetDataBytes).toBeLessThan(firstSetDataLimit)
      }
      const page = app.page()
      const nameless = controls.flatMap((role) => page.byRole(role).filter((element) => page.nameOf(element) === ''))
      expect(
        nameless.map(({ tag, attrs }) => `<${tag} class="${String(attrs.class)}">`),
        'controls a screen reader has no name for',
      ).toEqual([])
      await app.screenshot(screenFile(route.replaceAll('/', '-')), { fullPage: true })
    } finally {
      app.close()
    }
  })

  it('goes through all tabs and back with one start', async () => {
    const app = openMinsheng()
    try {
      for (const { text, pagePath } of appJson.tabBar?.list ?? []) {
        if (app.page().route !== pagePath) await app.tapTab(text)
        await app.settle(15_000)
        expect(app.page().route).toBe(pagePath)
        expect(app.page().text()).not.toBe('')
      }
      expect(app.faults).toEqual([])
    } finally {
      app.close()
    }
  })
})
