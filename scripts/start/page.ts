import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { feedLine } from '@minsheng/shared/contracts/feed'
import type { RunningSystem } from '../system/system.ts'

interface DemoAccount {
  username: string
  password: string
  displayName: string
}

/** Demo staff as the seed has them, so that the page never promises an account that isn't there. */
function demoAccounts(dataDir: string): DemoAccount[] {
  return readFileSync(join(dataDir, 'feed', 'feed.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('"staff"'))
    .map((line) => feedLine.parse(JSON.parse(line)))
    .flatMap((line) => (line.type === 'staff' ? [line] : []))
}

/** The page that `npm start` ends with. */
export function startPage(system: RunningSystem, dataDir: string, seconds: string): string {
  const accounts = demoAccounts(dataDir).map(
    ({ username, password, displayName }) => `     ${username.padEnd(10)}${password.padEnd(22)}${displayName}`,
  )
  return `
────────────────────────────────────────────────────────────────
  民生直达 · 上城 已启动（用时 ${seconds} 秒）

  居民端 H5     ${system.bff}/
  管理后台      ${system.bff}/admin/
  手机页        ${system.standIns.phone}/    收到的短信、微信消息和收银台都在这里
  接口文档      ${system.bff}/docs    OpenAPI:${system.bff}/openapi.json

  管理后台的演示账号
${accounts.join('\n')}
  居民端打开就能用；登录可填任意手机号，验证码在手机页上看。
  用 13800000001 登录，“我的捐赠”里有演示捐款，能看到每一笔钱去了哪里。
  小程序：npm run build:weapp，再用微信开发者工具打开本项目的根目录。

  数据库来自 ${system.mongodSource}；日志在 .data/logs
  停止：按 Ctrl-C
────────────────────────────────────────────────────────────────
`
}
