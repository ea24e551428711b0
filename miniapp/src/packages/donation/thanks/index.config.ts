export default definePageConfig({ navigationBarTitleText: '捐赠结果' })
