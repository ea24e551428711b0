export default definePageConfig({ navigationBarTitleText: '我的这笔钱去了哪里' })
