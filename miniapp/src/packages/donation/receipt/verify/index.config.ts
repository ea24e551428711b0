export default definePageConfig({ navigationBarTitleText: '核对捐赠凭证' })
