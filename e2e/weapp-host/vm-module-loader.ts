import path from 'node:path'
import vm from 'node:vm'
import { type MiniPackage, resolveInside } from './mini-package.ts'
import type { Realm } from './realm.ts'

type ModuleFunction = (require: unknown, module: { exports: unknown }, exports: unknown) => void

export interface ModuleLoader {
  /** Evaluates a file of the package once; `file` without leading slash, with or without `.js`. */
  load(file: string): unknown
  /** Fetches a sub-package, as WeChat does before its first page opens. */
  loadSubPackage(root: string): void
  isLoaded(root: string): boolean
}

// The names that WeChat's module wrapper shadows, so that no browser global can be reached.
const shadowed =
  'window,document,frames,self,location,navigator,localStorage,history,Caches,screen,alert,confirm,prompt,XMLHttpRequest,WebSocket'

/** CommonJS of the mini-program: relative paths inside the package, JavaScript alone, sub-packages only once loaded. */
export function createModuleLoader(files: MiniPackage, realm: Realm): ModuleLoader {
  const modules = new Map<string, { exports: unknown }>()
  const loadedPackages = new Set([''])

  const locate = (from: string, request: string): string => {
    const target = resolveInside(from, request)
    for (const candidate of [target, `${target}.js`, `${target}/index.js`]) {
      if (candidate.endsWith('.js') && files.has(candidate)) return candidate
    }
    throw new Error(`module '${target}' is not defined, required from '${from}'`)
  }
  const evaluate = (file: string): unknown => {
    const known = modules.get(file)
    if (known) return known.exports
    const home = files.packageOf(file)
    if (!loadedPackages.has(home)) throw new Error(`module '${file}' is in sub-package '${home}', which is not loaded`)
    const module = { exports: realm.import({}) as unknown }
    modules.set(file, module)
    const wrapper = vm.runInContext(`(function (require, module, exports, ${shadowed}) {${files.read(file)}\n})`, realm.context, {
      filename: path.posix.join('/', file),
    }) as ModuleFunction
    wrapper(requireFrom(file), module, module.exports)
    return module.exports
  }
  const requireFrom = (from: string) => {
    const require = (request: string) => evaluate(locate(from, request))
    return Object.assign(require, {
      async: (request: string) =>
        new (vm.runInContext('Promise', realm.context) as PromiseConstructor)((resolve, reject) => {
          setImmediate(() => {
            try {
              const target = resolveInside(from, request)
              loadedPackages.add(files.packageOf(target))
              resolve(evaluate(locate(from, request)))
            } catch (reason) {
              reject(reason as Error)
            }
          })
        }),
    })
  }
  return {
    load: (file) => evaluate(locate('app', file)),
    loadSubPackage: (root) => loadedPackages.add(root),
    isLoaded: (root) => loadedPackages.has(root),
  }
}
