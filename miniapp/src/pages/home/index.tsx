import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='首页'>
      <Text>首页</Text>
    </View>
  )
}
