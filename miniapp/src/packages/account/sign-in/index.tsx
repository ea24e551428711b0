import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='登录'>
      <Text>登录</Text>
    </View>
  )
}
