import { readdirSync } from 'node:fs'
import path from 'node:path'
import vm from 'node:vm'
import type { Diagnostics } from './diagnostics.ts'
import { runCompiler } from './wechat-compiler.ts'

/** What the compiled wxml returns: elements, `virtual` groups that carry a wx:key, and text. */
export interface RawElement {
  tag: string
  wxKey?: string | number
  attr?: Record<string, unknown>
  children?: RawNode[]
}
export type RawNode = RawElement | string | number | boolean

/** Renders one wxml file with data given as JSON: nothing but JSON crosses from logic to view, as on a phone. */
export type RenderView = (file: string, dataJson: string) => RawElement

function filesUnder(root: string, extension: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension))
    .map((file) => `./${file.split(path.sep).join('/')}`)
    .sort()
}

const compiled = new Map<string, vm.Script>()

/** Compiles every wxml and wxs of the package with WeChat's compiler and loads it in a context of its own, the view layer. */
export function compileViews(root: string, diagnostics: Diagnostics): RenderView {
  let script = compiled.get(root)
  if (!script) {
    const source = runCompiler('wcc', root, ['-d', ...filesUnder(root, '.wxml'), ...filesUnder(root, '.wxs'), '-gn', '$gwx'])
    script = new vm.Script(source, { filename: 'view.js' })
    compiled.set(root, script)
  }
  const warn = (...words: unknown[]) => diagnostics.fault('view', 'wxml', words.map(String).join(' '))
  const context = vm.createContext({ console: { log: () => undefined, warn, error: warn } })
  // From engine version 0.02 on the compiled code keeps the groups that carry wx:key instead of flattening them.
  vm.runInContext('var window = globalThis, global = globalThis, __webview_engine_version__ = 0.02;', context)
  script.runInContext(context)
  const render = vm.runInContext(
    '(function (file, json) { var view = $gwx("./" + file); if (!view) throw new Error("no wxml: " + file); return view(JSON.parse(json), {}, {}) })',
    context,
  ) as RenderView
  return render
}
