import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Diagnostics } from './diagnostics.ts'
import { imageSize } from './image-size.ts'
import { type MiniPackage, resolveInside } from './mini-package.ts'
import type { ViewElement } from './view-tree.ts'
import type { WxHost } from './wx-api/host.ts'
import { ownAddress } from './wx-api/request.ts'

export interface ImageLoader {
  load(element: ViewElement): void
  /** How many pictures are on their way. */
  pending(): number
}

interface Input {
  files: MiniPackage
  diagnostics: Diagnostics
  host(): WxHost
  loaded(element: ViewElement, type: 'load' | 'error', detail: unknown): void
}

/** Really fetches what an <image> shows, so that a missing picture is a fault and not a grey box. */
export function createImageLoader({ files, diagnostics, host, loaded }: Input): ImageLoader {
  const bytes = async (src: string, owner: string): Promise<Buffer> => {
    const data = /^data:[^;,]*(;base64)?[^,]*,(.*)$/s.exec(src)
    if (data) return data[1] ? Buffer.from(data[2] ?? '', 'base64') : Buffer.from(decodeURIComponent(data[2] ?? ''))
    if (/^https?:/.test(src)) {
      const answer = await fetch(ownAddress(host(), src) ?? src)
      if (!answer.ok) throw new Error(`${answer.status}`)
      // A page of a mini-program lives on WeChat's own origin, so its Chromium refuses a picture that is kept to its own.
      const policy = answer.headers.get('cross-origin-resource-policy')
      if (policy === 'same-origin' || policy === 'same-site') throw new Error(`Cross-Origin-Resource-Policy: ${policy}`)
      return Buffer.from(await answer.arrayBuffer())
    }
    return readFile(path.join(files.root, resolveInside(owner, src)))
  }
  let pending = 0
  const show = async (element: ViewElement, src: string) => {
    pending += 1
    const owner = element.owner.path
    try {
      const size = imageSize(await bytes(src, owner))
      if (element.attrs.src === src) loaded(element, 'load', size)
    } catch (reason) {
      if (!element.connected || element.attrs.src !== src) return
      const words = `${src.slice(0, 200)}: ${reason instanceof Error ? reason.message : String(reason)}`
      diagnostics.fault('broken-image', owner, words)
      loaded(element, 'error', { errMsg: words })
    } finally {
      pending -= 1
    }
  }
  return {
    load: (element) => {
      const src = element.attrs.src
      if (typeof src === 'string' && src) void show(element, src)
    },
    pending: () => pending,
  }
}
