export default definePageConfig({ navigationBarTitleText: '捐赠凭证' })
