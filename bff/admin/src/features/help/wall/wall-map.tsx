import type { HelpBoard } from '@minsheng/shared/contracts/help'
import type { PlaceMap } from '@minsheng/shared/contracts/people'
import { MapChart as MapSeries } from 'echarts/charts'
import { type ECharts, init, registerMap, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { wallColours } from './wall-words.ts'

use([MapSeries, CanvasRenderer])
const MAP = 'help-wall'

type Place = HelpBoard['places'][number]

function colourOf(place: Place | undefined): string {
  if (!place || place.waiting + place.underWay === 0) return wallColours.calm
  if (place.late > 0) return wallColours.late
  return place.waiting > 0 ? wallColours.waiting : wallColours.underWay
}

function draw(chart: ECharts, map: PlaceMap, places: readonly Place[]): void {
  const byId = new Map(places.map((place) => [place.id, place]))
  const features = map.features.map((feature) => ({ ...feature, properties: { ...feature.properties, key: feature.id } }))
  registerMap(MAP, { type: 'FeatureCollection', features } as never)
  chart.setOption(
    {
      animation: false,
      series: [
        {
          type: 'map',
          map: MAP,
          nameProperty: 'key',
          roam: false,
          selectedMode: false,
          silent: true,
          aspectScale: 0.86,
          layoutCenter: ['50%', '50%'],
          layoutSize: '96%',
          labelLayout: { hideOverlap: true },
          data: map.features.map(({ id, properties }) => {
            const place = byId.get(id)
            const open = place ? place.waiting + place.underWay : 0
            const name = properties.name.replace(/(街道|社区)$/, '').replace(/^.+社区(?=第)/, '')
            return {
              name: id,
              value: open,
              itemStyle: { areaColor: colourOf(place), borderColor: wallColours.ground, borderWidth: 2 },
              label: { show: true, color: wallColours.ink, fontSize: 20, formatter: open > 0 ? `${name} ${open}` : name },
            }
          }),
        },
      ],
    },
    { notMerge: true },
  )
}

/** Where calls are open: a picture of what the table under it says. */
export function WallMap({ map, places, label }: { map: PlaceMap; places: readonly Place[]; label: string }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const latest = useRef({ map, places })
  latest.current = { map, places }
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const made = init(element)
    chart.current = made
    const watcher = new ResizeObserver(() => {
      if (element.clientWidth === 0 || element.clientHeight === 0) return
      made.resize()
      draw(made, latest.current.map, latest.current.places)
    })
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => {
    if (chart.current && chart.current.getWidth() > 0 && chart.current.getHeight() > 0) draw(chart.current, map, places)
  }, [map, places])
  return <div ref={box} role='img' aria-label={label} className='wall-map' />
}
