import { go, pages } from '../../platform/navigate'
import { Button } from '../../ui/button'
import { Empty } from '../../ui/empty'

/** For what only a person with a phone number can do. */
export function SignInFirst({ why }: { why: string }) {
  return (
    <Empty icon='circle-user/lake' title='请先登录' advice={why}>
      <Button onPress={() => go(pages.signIn)}>手机号登录</Button>
    </Empty>
  )
}
