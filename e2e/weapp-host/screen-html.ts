import { readFileSync } from 'node:fs'
import path from 'node:path'
import { nameOf, roleOf } from './accessible.ts'
import { type MiniPackage, resolveInside } from './mini-package.ts'
import { controlValue, isChecked, isTrue } from './native-controls.ts'
import type { ComponentInstance } from './view-tree.ts'
import { composedChildren, type ViewElement, type ViewNode } from './view-tree.ts'
import type { WxHost } from './wx-api/host.ts'
import { ownAddress } from './wx-api/request.ts'
import { pageSheets } from './wxss-compile.ts'

export const barHeights = { navigation: 44, tabs: 56 } as const

export interface ScreenInput {
  files: MiniPackage
  host: WxHost
  page: ComponentInstance
}

const escapeHtml = (words: string) =>
  words.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** How WeChat's own webview lays its elements out before any wxss. */
const nativeSheet = `
*{box-sizing:border-box}html{background:#fff}body{margin:0;font-family:-apple-system,"Noto Sans CJK SC","Noto Sans SC",sans-serif;font-size:16px;overflow-wrap:break-word;-webkit-text-size-adjust:none}
wx-view,wx-scroll-view,wx-form,wx-picker,wx-radio-group,wx-checkbox-group,wx-swiper,wx-swiper-item,wx-navigator,wx-page-container{display:block}
wx-text{display:inline;white-space:pre-line}wx-label{display:inline}wx-slot{display:contents}
wx-image{display:inline-block;width:320px;height:240px;overflow:hidden;position:relative}wx-image>img{display:block;width:100%;height:100%}
wx-button{display:block;position:relative;margin-left:auto;margin-right:auto;padding:0 14px;font-size:18px;text-align:center;line-height:2.55555556;border-radius:5px;overflow:hidden;color:#000;background-color:#f8f8f8}
wx-button[disabled]{color:rgba(0,0,0,.3)}wx-button::after{content:" ";position:absolute;inset:0;width:200%;height:200%;border:1px solid rgba(0,0,0,.2);transform:scale(.5);transform-origin:0 0;border-radius:10px}
wx-input,wx-textarea{display:block;height:1.4em;line-height:1.4;overflow:hidden;white-space:pre;text-overflow:clip}wx-textarea{width:300px;height:150px;white-space:pre-wrap}.input-placeholder{color:#808080}
wx-switch{display:inline-block;width:52px;height:32px;border-radius:16px;background:#dfdfdf}wx-switch[checked]{background:#04be02}
wx-radio,wx-checkbox{display:inline-block}wx-radio::before,wx-checkbox::before{content:"";display:inline-block;width:20px;height:20px;margin-right:5px;border:1px solid #d1d1d1;border-radius:50%;background:#fff;vertical-align:middle}wx-checkbox::before{border-radius:3px}
wx-radio[checked]::before,wx-checkbox[checked]::before{background:#09bb07;border-color:#09bb07}[hidden]{display:none!important}
`
// Bars keep WeChat's fixed sizes whatever the page's font is.
const barSheet = `
#nav,#tabs,#over{font:17px/1.2 "Noto Sans CJK SC","Noto Sans SC",sans-serif}#nav{height:${barHeights.navigation}px;display:flex;align-items:center;justify-content:center;font-weight:600;background:#fff;color:#000}
#tabs{position:fixed;left:0;right:0;bottom:0;height:${barHeights.tabs}px;display:flex;background:#fff;border-top:1px solid #ddd;z-index:9998}#tabs div{flex:1;text-align:center;font-size:11px;padding-top:6px}#tabs img{width:27px;height:27px;display:block;margin:0 auto 2px}
#over{position:fixed;top:40%;left:50%;transform:translateX(-50%);max-width:80%;padding:14px 18px;border-radius:6px;background:rgba(17,17,17,.75);color:#fff;z-index:9999;font-size:15px}
`

const countRpx = (style: string, width: number) =>
  style.replace(/(-?[\d.]+)rpx/g, (_, number: string) => `${(Number(number) * width) / 750}px`)

function fileUrl(files: MiniPackage, file: string): string {
  if (!files.has(file)) return ''
  const kind = path.extname(file).slice(1).replace('svg', 'svg+xml').replace('jpg', 'jpeg')
  return `data:image/${kind};base64,${readFileSync(path.join(files.root, file)).toString('base64')}`
}

function imageSource(src: string, element: ViewElement, { files, host }: ScreenInput): string {
  if (src.startsWith('data:')) return src
  if (/^https?:/.test(src)) return (ownAddress(host, src) ?? new URL(src)).href
  return fileUrl(files, resolveInside(element.owner.path, src))
}

const fits: Record<string, string> = { aspectFit: 'contain', aspectFill: 'cover', center: 'none' }

function imageHtml(element: ViewElement, input: ScreenInput): string {
  const { src, mode } = element.attrs
  if (typeof src !== 'string' || !src) return ''
  const sized = mode === 'widthFix' ? 'height:auto' : `object-fit:${fits[String(mode)] ?? 'fill'}`
  return `<img src="${escapeHtml(imageSource(src, element, input))}" style="${sized}">`
}

function content(element: ViewElement, input: ScreenInput): string {
  if (element.tag === 'image') return imageHtml(element, input)
  if (element.tag === 'rich-text') return String(element.attrs.nodes ?? '')
  if (element.tag === 'input' || element.tag === 'textarea') {
    const value = controlValue(element)
    if (value) return escapeHtml(element.attrs.password === true ? '●'.repeat(value.length) : value)
    const style = escapeHtml(String(element.attrs.placeholderStyle ?? ''))
    return `<span class="${escapeHtml(String(element.attrs.placeholderClass ?? 'input-placeholder'))}" style="${style}">${escapeHtml(String(element.attrs.placeholder ?? ''))}</span>`
  }
  return nodesHtml(composedChildren(element), input)
}

const touchable = new Set(['button', 'link', 'textbox', 'switch', 'checkbox', 'radio', 'tab', 'combobox'])

/** Role and name as a screen reader has them; what can be touched is marked for measuring. */
function spoken(element: ViewElement): string {
  if (isTrue(element.attrs.ariaHidden)) return 'aria-hidden="true"'
  const role = roleOf(element)
  if (!role) return ''
  return `role="${escapeHtml(role)}" aria-label="${escapeHtml(nameOf(element))}"${touchable.has(role) ? ' data-target' : ''}`
}

function nodesHtml(nodes: ViewNode[], input: ScreenInput): string {
  const width = input.host.phone.device.windowWidth
  return nodes
    .map((node) => {
      if (node.kind === 'text') return escapeHtml(node.text)
      if (node.component?.definition.virtualHost) return content(node, input)
      const style =
        countRpx(String(node.attrs.style ?? ''), width) + (node.tag === 'image' && node.attrs.mode === 'widthFix' ? ';height:auto' : '')
      const flags = [isTrue(node.attrs.disabled) && 'disabled', isTrue(node.attrs.hidden) && 'hidden', isChecked(node) && 'checked']
        .filter(Boolean)
        .join(' ')
      return `<wx-${node.tag} id="${escapeHtml(node.id)}" class="${escapeHtml(String(node.attrs.class ?? ''))}" style="${escapeHtml(style)}" ${spoken(node)} ${flags}>${content(node, input)}</wx-${node.tag}>`
    })
    .join('')
}

function tabsHtml({ files, page }: ScreenInput): string {
  const bar = files.app.tabBar
  if (!bar || bar.custom || !bar.list.some(({ pagePath }) => pagePath === page.path)) return ''
  const tabs = bar.list.map(({ pagePath, text, iconPath, selectedIconPath }) => {
    const chosen = pagePath === page.path
    const icon = chosen ? (selectedIconPath ?? iconPath) : iconPath
    return `<div style="color:${(chosen ? bar.selectedColor : bar.color) ?? '#000'}">${icon ? `<img src="${fileUrl(files, icon)}">` : ''}${escapeHtml(text)}</div>`
  })
  return `<div id="tabs">${tabs.join('')}</div>`
}

/** The page as HTML: the rendered tree under the package's compiled wxss, with WeChat's bars around it. */
export function screenHtml(input: ScreenInput): string {
  const { files, host, page } = input
  const { windowWidth, pixelRatio } = host.phone.device
  const title =
    host.screen.titles.get(page.page.route) ??
    files.json(page.path).navigationBarTitleText ??
    files.app.window?.navigationBarTitleText ??
    ''
  const over = host.screen.toast ?? host.screen.loading
  const tabs = tabsHtml(input)
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><style>${nativeSheet}</style><style>${pageSheets(files, page.path, windowWidth, pixelRatio)}</style><style>${barSheet}</style></head>
<body><div id="nav">${escapeHtml(title)}</div><div id="page">${nodesHtml(page.root, input)}</div>${tabs ? `<div style="height:${barHeights.tabs}px"></div>${tabs}` : ''}${over ? `<div id="over">${escapeHtml(over)}</div>` : ''}</body></html>`
}
