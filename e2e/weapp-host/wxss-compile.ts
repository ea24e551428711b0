import vm from 'node:vm'
import { type MiniPackage, resolveInside } from './mini-package.ts'
import { runCompiler } from './wechat-compiler.ts'

const sheets = new Map<string, string>()

/** Every sheet that a sheet imports, those of its imports too. */
function importsOf(files: MiniPackage, file: string, seen = new Set<string>()): string[] {
  for (const match of files.read(file).matchAll(/@import\s+(?:url\()?["']([^"']+)/g)) {
    const imported = resolveInside(file, match[1] ?? '')
    if (seen.has(imported) || !files.has(imported)) continue
    seen.add(imported)
    importsOf(files, imported, seen)
  }
  return [...seen]
}

/** The CSS that one wxss file becomes on a screen of this width, by WeChat's own compiler: rpx counted out, `view` as `wx-view`, `page` as `body`. */
function compileSheet(files: MiniPackage, file: string, width: number, pixelRatio: number): string {
  const source = files.has(file) ? files.read(file) : ''
  if (!source.trim()) return ''
  const imported = importsOf(files, file)
  const key = [width, pixelRatio, source, ...imported.map(files.read)].join('\n')
  const known = sheets.get(key)
  if (known !== undefined) return known
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
