import vm from 'node:vm'
import { type MiniPackage, resolveInside } from './mini-package.ts'
import { runCompiler } from './wechat-compiler.ts'

const sheets = new Map<string, string>()

/** The CSS that one wxss file becomes on a screen of this width, by WeChat's own compiler: rpx counted out, `view` as `wx-view`, `page` as `body`. */
function compileSheet(files: MiniPackage, file: string, width: number, pixelRatio: number): string {
  const source = files.has(file) ? files.read(file) : ''
  if (!source.trim()) return ''
  const key = `${width}/${pixelRatio}/${source}`
  const known = sheets.get(key)
  if (known !== undefined) return known
  const imported = [...source.matchAll(/@import\s+(?:url\()?["']([^"']+)/g)].map((match) => resolveInside(file, match[1] ?? ''))
  // The tool prints its own template's placeholder where imported sheets would stand.
  const script = runCompiler('wcsc', files.root, ['-js', file, ...imported]).replace('\n%s\n', '\n')
  let css = ''
  const context = vm.createContext({
    navigator: { userAgent: 'Android' },
    console: { warn: () => undefined, error: () => undefined },
    window: {
      screen: { width, height: width * 2 },
      devicePixelRatio: pixelRatio,
      __styleSheetManager2__: { addItem: () => undefined, setCss: (_: string, text: string) => (css += `${text}\n`) },
    },
  })
  vm.runInContext(script, context)
  sheets.set(key, css)
  return css
}

/** App sheet, then the page's, then those of the components it uses: the order in which they stand in a page. */
export function pageSheets(files: MiniPackage, route: string, width: number, pixelRatio: number): string {
  const components = Object.keys({ ...files.app.usingComponents, ...files.json(route).usingComponents })
  const paths = components.flatMap((tag) => files.componentPath(route, tag) ?? [])
  return ['app', ...new Set(paths), route].map((path) => compileSheet(files, `${path}.wxss`, width, pixelRatio)).join('\n')
}
