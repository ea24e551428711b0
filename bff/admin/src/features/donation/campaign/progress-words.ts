/** How far a campaign is: whole percent for the bar (at most 100) and the words beside it. */
export function progressOf(raisedFen: number, goalFen: number): { percent: number; words: string } {
  if (goalFen <= 0) return { percent: 0, words: '没有目标' }
  const exact = Math.floor((raisedFen / goalFen) * 100)
  if (raisedFen > goalFen) return { percent: 100, words: `已超过目标，为 ${exact}%` }
  if (raisedFen > 0 && exact === 0) return { percent: 1, words: '不到 1%' }
  return { percent: exact, words: `${exact}%` }
}
