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
      return Buffer.from(await answer.arrayBuffer())
    }
    return readFile(path.join(files.root, resolveInside(owner, src)))
  }
  return {
    load: (element) => {
      const src = element.attrs.src
      if (typeof src !== 'string' || !src) return
      void bytes(src, element.owner.path).then(
        (content) => element.attrs.src === src && loaded(element, 'load', imageSize(content)),
        (reason: Error) => {
          if (!element.connected || element.attrs.src !== src) return
          diagnostics.fault('broken-image', element.owner.path, `${src.slice(0, 200)}: ${reason.message}`)
          loaded(element, 'error', { errMsg: `GET ${src.slice(0, 200)} ${reason.message}` })
        },
      )
    },
  }
}
