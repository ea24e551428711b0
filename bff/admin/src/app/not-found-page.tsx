import { DeadEnd } from './dead-end.tsx'

export function NotFoundPage() {
  return <DeadEnd page='没有这个页面' title='地址可能写错了，或页面已经移走' words='请从左侧菜单进入要办的事。' />
}
