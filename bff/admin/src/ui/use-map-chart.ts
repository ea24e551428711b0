import { type ECharts, init } from 'echarts/core'
import { type RefObject, useEffect, useRef } from 'react'

/**
 * A chart that lives as long as its box and is drawn when there is room, and again when what it shows changes: without any
 * room, ECharts can't work out where a point lies.
 * @param draw of what is to be shown now @param shown what it is drawn from @param onClick the name of the shape
 */
export function useMapChart<Shown>(draw: (chart: ECharts, shown: Shown) => void, shown: Shown, onClick?: (name: string) => void) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const latest = useRef({ draw, shown, onClick })
  latest.current = { draw, shown, onClick }

  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const made = init(element)
    chart.current = made
    made.on('click', ({ name }) => {
      if (name) latest.current.onClick?.(name)
    })
    const watcher = new ResizeObserver(() => {
      if (element.clientWidth === 0 || element.clientHeight === 0) return
      made.resize()
      latest.current.draw(made, latest.current.shown)
    })
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    if (chart.current && chart.current.getWidth() > 0 && chart.current.getHeight() > 0) latest.current.draw(chart.current, shown)
  }, [shown])

  return { box, chart } satisfies { box: RefObject<HTMLDivElement | null>; chart: RefObject<ECharts | null> }
}
