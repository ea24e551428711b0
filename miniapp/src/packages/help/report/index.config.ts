export default definePageConfig({ navigationBarTitleText: '为别人呼叫' })
