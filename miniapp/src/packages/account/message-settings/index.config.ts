export default definePageConfig({ navigationBarTitleText: '消息接收方式' })
