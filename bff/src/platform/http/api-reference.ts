import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Middleware } from 'koa'

const PAGE = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>接口说明 · 民生直达 · 上城</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><main id="reference"></main><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>`
const START = `window.SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, displayRequestDuration: true, validatorUrl: null })`

/** The API reference at /docs, drawn from /openapi.json. */
export function apiReference(): Middleware {
  const directory = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const files = new Map<string, { type: string; content: string | Buffer }>([
    ['/docs', { type: 'text/html; charset=utf-8', content: PAGE }],
    ['/docs/start.js', { type: 'text/javascript; charset=utf-8', content: START }],
    ...(['swagger-ui.css', 'swagger-ui-bundle.js'] as const).map(
      (name) =>
        [
          `/docs/${name}`,
          {
            type: name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
            content: readFileSync(join(directory, name)),
          },
        ] as const,
    ),
  ])
  return async (context, next) => {
    const file = files.get(context.path.replace(/\/$/, ''))
    if (!file || (context.method !== 'GET' && context.method !== 'HEAD')) return next()
    context.type = file.type
    context.set('Cache-Control', 'no-cache')
    context.body = file.content
  }
}
