const onWeb = process.env.TARO_ENV === 'h5'

export default defineAppConfig({
  pages: ['pages/home/index', 'pages/services/index', 'pages/messages/index', 'pages/me/index'],
  subPackages: [
    {
      root: 'packages/donation',
      name: 'donation',
      pages: [
        'projects/index',
        'project/index',
        'progress/index',
        'disclosures/index',
        'giving/index',
        'thanks/index',
        'my-gifts/index',
        'receipt/index',
        ...(onWeb ? ['receipt/verify/index'] : []),
      ],
    },
    { root: 'packages/patrol', name: 'patrol', pages: ['round/index', 'invite/index', 'visit/index'] },
    { root: 'packages/trace', name: 'trace', pages: ['where/index', 'proof/index', 'seals/index'] },
    {
      root: 'packages/account',
      name: 'account',
      pages: ['sign-in/index', 'settings/index', 'legal/index', 'message/index', 'message-settings/index', 'letters/index'],
    },
    {
      root: 'packages/together',
      name: 'together',
      pages: ['team/index', 'start/index', 'mine/index', 'monthly/index', 'monthly-gift/index', 'monthly-start/index'],
    },
    ...(onWeb ? [{ root: 'packages/gallery', pages: ['index'] }] : []),
  ],
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['donation'] },
    'pages/services/index': { network: 'all', packages: ['donation'] },
    'pages/messages/index': { network: 'all', packages: ['account'] },
    'pages/me/index': { network: 'all', packages: ['account'] },
  },
  requiredPrivateInfos: ['getFuzzyLocation'],
  permission: { 'scope.userFuzzyLocation': { desc: '巡码时找离您近的点位；只比远近，不保存位置' } },
  lazyCodeLoading: 'requiredComponents',
  window: {
    navigationBarBackgroundColor: '#FFFFFF',
    navigationBarTextStyle: 'black',
    navigationBarTitleText: '民生直达 · 上城',
    backgroundColor: '#F5F7F6',
  },
  tabBar: {
    color: '#4F5D63',
    selectedColor: '#0E6B68',
    backgroundColor: '#FFFFFF',
    borderStyle: 'white',
    list: [
      {
        pagePath: 'pages/home/index',
        text: '首页',
        iconPath: 'assets/generated/tab-home.png',
        selectedIconPath: 'assets/generated/tab-home-chosen.png',
      },
      {
        pagePath: 'pages/services/index',
        text: '服务',
        iconPath: 'assets/generated/tab-services.png',
        selectedIconPath: 'assets/generated/tab-services-chosen.png',
      },
      {
        pagePath: 'pages/messages/index',
        text: '消息',
        iconPath: 'assets/generated/tab-messages.png',
        selectedIconPath: 'assets/generated/tab-messages-chosen.png',
      },
      {
        pagePath: 'pages/me/index',
        text: '我的',
        iconPath: 'assets/generated/tab-me.png',
        selectedIconPath: 'assets/generated/tab-me-chosen.png',
      },
    ],
  },
})
