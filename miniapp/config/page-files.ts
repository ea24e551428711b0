/** What of webpack this needs; its own types come with Taro's copy alone. */
interface Compilation {
  chunkGroups: { isInitial(): boolean; getFiles(): string[]; origins: { request?: string }[] }[]
  emitAsset(name: string, source: unknown): void
}
interface Compiler {
  webpack: { sources: { RawSource: new (text: string) => unknown } }
  hooks: { thisCompilation: { tap(name: string, use: (compilation: Compilation & Hooked) => void): void } }
}
interface Hooked {
  hooks: { processAssets: { tap(at: { name: string; stage: number }, use: () => void): void } }
}

const NAME = 'page-files'
/** After names carry their hashes: PROCESS_ASSETS_STAGE_REPORT. */
const LAST = 5000

/**
 * Writes `pages.json`: for the address of each page the files it loads besides those of every page. Whoever serves the site
 * tells the browser of them with the page itself; else it learns of them only when the first script has run.
 */
export const pageFiles = {
  apply({ webpack, hooks }: Compiler) {
    hooks.thisCompilation.tap(NAME, (compilation) => {
      compilation.hooks.processAssets.tap({ name: NAME, stage: LAST }, () => {
        const pages: Record<string, string[]> = {}
        for (const group of compilation.chunkGroups) {
          const page = group.origins
            .map(({ request }) => request?.match(/(?:^|\/)((?:pages|packages)\/.+\/index)(?:\.tsx)?(?:\?|$)/)?.[1])
            .find(Boolean)
          if (page && !group.isInitial())
            pages[`/${page}`] = group
              .getFiles()
              .filter((file) => /\.(js|css)$/.test(file))
              .map((file) => `/${file}`)
        }
        // The bare address opens the first page.
        const [first] = Object.values(pages)
        if (first) pages['/'] = first
        compilation.emitAsset('pages.json', new webpack.sources.RawSource(JSON.stringify(pages)))
      })
    })
  },
}
