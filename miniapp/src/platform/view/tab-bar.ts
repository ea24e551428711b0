/** A mini-program's tab bar is WeChat's own. */
export function watchTabBar() {}
