import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Middleware } from 'koa'
import * as z from 'zod'

interface Asset {
  bytes: Buffer
  type: string
  etag: string
  immutable: boolean
  encoded: Map<'br' | 'gzip', Buffer>
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
}
const COMPRESSIBLE = /^(text\/|application\/json|image\/svg)/
/** Names that change with the content: `app.1f3c9a0e.js` anywhere, and whatever the bundler puts under `assets/`. */
const HASHED = /\.[0-9a-f]{8}\.\w+$|^\/assets\/.+-[\w-]{8}\.\w+$/

/** All files of a built site, read once; a path outside it can't be named because only these exist. */
function readSite(directory: string): Map<string, Asset> {
  const assets = new Map<string, Asset>()
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue
    const path = join(entry.parentPath, entry.name)
    const bytes = readFileSync(path)
    const type = TYPES[extname(entry.name)] ?? 'application/octet-stream'
    const encoded: Asset['encoded'] = new Map()
    if (COMPRESSIBLE.test(type) && bytes.length > 1024) {
      encoded.set('br', brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }))
      encoded.set('gzip', gzipSync(bytes))
    }
    // Weak, for the same page goes out in several encodings.
    const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    const name = `/${relative(directory, path).split(sep).join('/')}`
    assets.set(name, { bytes, type, etag, immutable: HASHED.test(name), encoded })
  }
  return assets
}

/** Written by the build: which files the page at an address loads besides those of every page. */
const PAGE_FILES = '/pages.json'
const pageFiles = z.record(z.string(), z.array(z.string()))

/** Per page, a `Link` header that lets the browser fetch its files at once, not only when the first script has asked for them. */
function readPreloads(assets: Map<string, Asset>): Map<string, string> {
  const written = assets.get(PAGE_FILES)
  if (!written) return new Map()
  assets.delete(PAGE_FILES)
  const links = (files: readonly string[]) =>
    files
      .filter((file) => assets.has(file))
      .map((file) => `<${file}>; rel=preload; as=${file.endsWith('.css') ? 'style' : 'script'}`)
      .join(', ')
  return new Map(
    Object.entries(pageFiles.parse(JSON.parse(written.bytes.toString('utf8')))).flatMap(([page, files]) => {
      const link = links(files)
      return link === '' ? [] : [[page, link] as const]
    }),
  )
}

/**
 * Serves a built single-page site under `base` (`/admin` or ``); an unknown path without an extension gets `index.html`,
 * so that a page can be opened by its address.
 */
export function staticSite(directory: string, base: string): Middleware {
  const assets = readSite(directory)
  const preloads = readPreloads(assets)
  return async (context, next) => {
    if ((context.method !== 'GET' && context.method !== 'HEAD') || (base && context.path !== base && !context.path.startsWith(`${base}/`)))
      return next()
    let path: string
    try {
      path = decodeURIComponent(context.path.slice(base.length)) || '/'
    } catch {
      return next()
    }
    const asset = assets.get(path) ?? (extname(path) === '' ? assets.get('/index.html') : undefined)
    if (!asset) return next()
    context.set('ETag', asset.etag)
    context.set('Cache-Control', asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    context.vary('Accept-Encoding')
    const preload = preloads.get(path)
    if (preload !== undefined) context.set('Link', preload)
    context.status = 200
    context.type = asset.type
    if (context.fresh) {
      context.status = 304
      return
    }
    const encoding = context.acceptsEncodings('br', 'gzip', 'identity')
    const encoded = encoding === 'br' || encoding === 'gzip' ? asset.encoded.get(encoding) : undefined
    if (encoded && encoding) context.set('Content-Encoding', encoding)
    context.body = encoded ?? asset.bytes
  }
}
