import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import type { FocusSpot, LayoutRules, Pressable, Survey } from './survey-types.ts'

type Surveyed = typeof globalThis & { survey: Survey }

let script: Promise<string> | undefined

/** The in-page part as a classic script; it must run before the page's own scripts, to see who listens for presses. */
export function surveyScript(): Promise<string> {
  script ??= build({
    entryPoints: [fileURLToPath(new URL('in-page/survey.mts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '')
  return script
}

const widths = [320, 375, 414] as const
const factors = [1, 1.4, 2] as const

/** What is too small, cut off, covered or too wide, each with the widths of phone and sizes of text where it is so. */
export async function layoutFaults(page: Page, rules: LayoutRules): Promise<string[]> {
  const found = new Map<string, string[]>()
  for (const width of widths) {
    await page.setViewportSize({ width, height: 812 })
    for (const factor of factors) {
      const faults = await page.evaluate(
        ([wanted, by]) => {
          const { survey } = globalThis as Surveyed
          survey.setScale(by)
          return survey.layout(wanted, by)
        },
        [rules, factor] as const,
      )
      for (const fault of faults) found.set(fault, [...(found.get(fault) ?? []), `${width}px ×${factor}`])
    }
  }
  await page.setViewportSize({ width: 375, height: 812 })
  await page.evaluate(() => (globalThis as Surveyed).survey.setScale(1))
  return [...found].map(([fault, places]) => `${fault} (${places.join(', ')})`)
}

interface Told {
  role: string
  name: string
  ignored: boolean
  focusable: boolean
}

const pressRoles = new Set([
  'button',
  'link',
  'checkbox',
  'radio',
  'switch',
  'tab',
  'textbox',
  'searchbox',
  'combobox',
  'option',
  'menuitem',
])

/** What the browser itself tells a screen reader about everything that can be pressed, and what is wrong with it. */
export async function controlFaults(page: Page): Promise<string[]> {
  const browser = await page.context().newCDPSession(page)
  try {
    const seen: Pressable[] = await page.evaluate(() => (globalThis as Surveyed).survey.describe())
    const { result: list } = await browser.send('Runtime.evaluate', { expression: 'survey.pressables()' })
    const { result: members } = await browser.send('Runtime.getProperties', { objectId: list.objectId ?? '', ownProperties: true })
    const elements = members.filter(({ name }) => /^\d+$/.test(name))
    if (elements.length !== seen.length) throw new Error('the page changed while it was looked at')
    const faults: string[] = []
    for (const [index, { value }] of elements.entries()) {
      const { nodes } = await browser.send('Accessibility.getPartialAXTree', { objectId: value?.objectId ?? '', fetchRelatives: false })
      const node = nodes[0]
      const told: Told = {
        role: String(node?.role?.value ?? ''),
        name: String(node?.name?.value ?? '').trim(),
        ignored: node?.ignored ?? true,
        focusable: node?.properties?.some((property) => property.name === 'focusable' && property.value.value === true) ?? false,
      }
      const { where = '', reachable = false } = seen[index] ?? {}
      if (told.ignored) faults.push(`screen readers do not meet it: ${where}`)
      else if (!pressRoles.has(told.role)) faults.push(`its role is "${told.role}": ${where}`)
      else if (told.name === '') faults.push(`it has no name: ${where}`)
      if (!told.focusable) faults.push(`it cannot take the focus: ${where}`)
      if (!reachable) faults.push(`no key leads to it: ${where}`)
    }
    return faults
  } finally {
    await browser.detach()
  }
}

/** Where the focus is now; null when it is nowhere. */
export function focusSpot(page: Page): Promise<FocusSpot | null> {
  return page.evaluate(() => (globalThis as Surveyed).survey.focus())
}
