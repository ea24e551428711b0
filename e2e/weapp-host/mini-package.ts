import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[]; independent?: boolean }[]
  subpackages?: { root: string; pages: string[]; independent?: boolean }[]
  window?: { navigationBarTitleText?: string; backgroundColor?: string }
  tabBar?: {
    custom?: boolean
    color?: string
    selectedColor?: string
    list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[]
  }
  usingComponents?: Record<string, string>
  lazyCodeLoading?: string
}

export interface PageJson {
  component?: boolean
  navigationBarTitleText?: string
  usingComponents?: Record<string, string>
  styleIsolation?: string
}

/** A compiled mini-program on disk: its files, its pages and which sub-package a file belongs to. */
export interface MiniPackage {
  root: string
  app: AppJson
  /** Every page of the main package and the sub-packages, in the order of app.json. */
  routes: string[]
  tabs: { route: string; text: string }[]
  /** Root of the sub-package (`packages/donation`), or the empty string for the main package. */
  packageOf(file: string): string
  json(file: string): PageJson
  has(file: string): boolean
  read(file: string): string
  /** Where a component is, by the tag that `owner` gives it; the package's own path without extension. */
  componentPath(owner: string, tag: string): string | undefined
}

export function resolveInside(from: string, target: string): string {
  const joined = target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(from), target)
  return path.posix.normalize(joined)
}

export function openPackage(root: string): MiniPackage {
  if (!existsSync(path.join(root, 'app.json')))
    throw new Error(`No compiled mini-program: ${path.join(root, 'app.json')} is missing. Run npm run build:weapp first.`)
  const readJson = <T>(file: string): T => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as T
  const app = readJson<AppJson>('app.json')
  const subPackages = app.subPackages ?? app.subpackages ?? []
  const pageJson = new Map<string, PageJson>()
  const json = (file: string): PageJson => {
    let found = pageJson.get(file)
    if (!found) {
      found = existsSync(path.join(root, `${file}.json`)) ? readJson<PageJson>(`${file}.json`) : {}
      pageJson.set(file, found)
    }
    return found
  }
  return {
    root,
    app,
    routes: [...app.pages, ...subPackages.flatMap(({ root: base, pages }) => pages.map((page) => path.posix.join(base, page)))],
    tabs: (app.tabBar?.list ?? []).map(({ pagePath, text }) => ({ route: pagePath, text })),
    packageOf: (file) => subPackages.find(({ root: base }) => file.startsWith(`${base.replace(/\/$/, '')}/`))?.root ?? '',
    json,
    has: (file) => existsSync(path.join(root, file)),
    read: (file) => readFileSync(path.join(root, file), 'utf8'),
    componentPath: (owner, tag) => {
      const own = json(owner).usingComponents?.[tag]
      if (own) return resolveInside(owner, own)
      const shared = app.usingComponents?.[tag]
      return shared ? resolveInside('app', shared) : undefined
    },
  }
}
