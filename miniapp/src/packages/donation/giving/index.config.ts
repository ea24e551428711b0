export default definePageConfig({ navigationBarTitleText: '捐一笔' })
