import { Text, View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-label='协议与隐私'>
      <Text>协议与隐私</Text>
    </View>
  )
}
