import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='我的捐赠'>
      <Text>我的捐赠</Text>
    </View>
  )
}
