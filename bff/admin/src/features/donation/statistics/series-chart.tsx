import type { Statistics } from '@minsheng/shared/contracts/donation'
import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

/** What was kept as bars, the number of gifts as a line; the table below says the same in numbers. */
export function SeriesChart({ series, names }: { series: Statistics['series']; names: readonly string[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!box.current) return
    const chart = init(box.current, null, { renderer: 'svg' })
    const yuan = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 })
    chart.setOption({
      animation: false,
      color: ['#0E6B68', '#8A5200'],
      textStyle: { fontFamily: 'inherit', fontSize: 14 },
      tooltip: { trigger: 'axis' },
      legend: { top: 0, left: 0, itemGap: 24, data: ['净额（元）', '笔数'] },
      grid: { left: 8, right: 8, top: 56, bottom: 8, containLabel: true },
      xAxis: { type: 'category', data: [...names], axisLabel: { hideOverlap: true } },
      yAxis: [
        { type: 'value', name: '元', axisLabel: { formatter: (value: number) => yuan.format(value) } },
        { type: 'value', name: '笔', minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        {
          name: '净额（元）',
          type: 'bar',
          barMaxWidth: 40,
          data: series.map(({ keptFen }) => keptFen / 100),
          tooltip: { valueFormatter: (value: unknown) => `¥${yuan.format(Number(value))}` },
        },
        { name: '笔数', type: 'line', yAxisIndex: 1, symbolSize: 7, data: series.map(({ giftCount }) => giftCount) },
      ],
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [series, names])
  return <div ref={box} role='img' aria-label='捐赠净额和笔数的变化图，下面的表格是同样的数字' style={{ height: 320 }} />
}
