import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='设置'>
      <Text>设置</Text>
    </View>
  )
}
