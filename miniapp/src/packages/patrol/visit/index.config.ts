export default definePageConfig({ navigationBarTitleText: '看一看这里的码' })
