import { beginAt, goInstead, pages } from '../../../platform/navigate'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Page } from '../../../ui/page'
import { useZlb } from './use-zlb'

function OtherWays() {
  return (
    <>
      <Button kind='secondary' onPress={() => goInstead(pages.signIn)}>
        用手机号登录
      </Button>
      <Button kind='quiet' onPress={() => beginAt(pages.home)}>
        不登录，先看看
      </Button>
    </>
  )
}

/** Where 浙里办 sends its user. */
export default function ZlbPage() {
  const { state, signIn, mayTryAgain } = useZlb()
  return (
    <Page title='浙里办登录'>
      {state.at === 'working' ? (
        <Words aria-live='polite'>正在用您的浙里办账号登录，一般几秒钟就好。</Words>
      ) : state.at === 'asking' ? (
        <>
          <Words>{`这台设备上已经登录着手机号 ${state.phoneMasked}。要换成您的浙里办账号吗？换了以后，那个账号在这里就退出了。`}</Words>
          <Button onPress={signIn} busyWords='正在登录…'>
            换成浙里办账号
          </Button>
          <Button kind='secondary' onPress={() => beginAt(pages.home)}>
            不换，继续用现在的
          </Button>
        </>
      ) : state.at === 'failed' ? (
        <Empty icon='circle-user/lake' title='浙里办登录没有成功' advice={`${state.words.title}。${state.words.advice}`}>
          {mayTryAgain ? (
            <Button onPress={signIn} busyWords='正在登录…'>
              再试一次
            </Button>
          ) : null}
          <OtherWays />
        </Empty>
      ) : (
        <Empty
          icon='circle-user/lake'
          title='请从浙里办进来'
          advice={
            state.at === 'mixed'
              ? '这个网址不是浙里办给的，没有用它登录。请在浙里办里搜“民生直达”，从那里打开。'
              : '在浙里办里搜“民生直达”，打开就登录好了。登录用的网址只能用一次，刷新以后要重新进来。'
          }
        >
          <OtherWays />
        </Empty>
      )}
    </Page>
  )
}
