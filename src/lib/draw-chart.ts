// Draws a chart with chart.js: the only module that imports it, and itself loaded only where a chart is shown.
// Colours and sizes are those of the canvas's own style, so a theme or a larger type setting reaches the chart.
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartDataset,
  type Plugin,
} from 'chart.js';
import { valueSpan, type ChartBand, type ChartContent } from '#lib/chart.ts';

Chart.register(LineController, LineElement, LinearScale, PointElement);

/** Lines differ in their dashes and points, so that they are told apart without colour. */
const DASHES = [[], [8, 6]];
const POINTS = ['circle', 'rectRot'] as const;
/** More points than this stand so close that a line alone is clearer. */
const MOST_POINTS = 60;
const BAND_ALPHA = 0.13;
/** The least an axis spans, in steps of its last shown digit. */
const LEAST_STEPS = 20;

type Style = { readonly ink: string; readonly faint: string; readonly rem: number; readonly size: number };

/** Draws into a canvas; the returned function takes the chart away again. */
export function drawChart(canvas: HTMLCanvasElement, content: ChartContent): () => void {
  const computed = getComputedStyle(canvas);
  const colour = (name: string) => computed.getPropertyValue(name).trim();
  const size = parseFloat(computed.fontSize);
  const style: Style = { ink: colour('--ink'), faint: colour('--hairline'), rem: size / 15, size };
  const font = { family: computed.fontFamily, size, weight: 500 };
  const span = valueSpan(content.series, LEAST_STEPS * 10 ** -content.decimals);

  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: content.series.map((_, index) => dataset(content, index, style)) },
    plugins: [bandsPlugin(content.bands, colour), rangesPlugin(content, style)],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      events: [],
      layout: { padding: { right: 1.8 * size, top: size / 2 } },
      scales: {
        x: {
          type: 'linear',
          min: content.fromMs,
          max: content.toMs,
          grid: { display: false },
          border: { color: style.faint },
          afterBuildTicks: (axis) => {
            axis.ticks = content.ticks.map(({ atMs, label }) => ({ value: atMs, label }));
          },
          ticks: {
            color: colour('--ink-2'),
            font,
            maxRotation: 0,
            autoSkip: true,
            autoSkipPadding: size,
            callback: (_value, index, ticks) => String(ticks[index]?.label ?? ''),
          },
        },
        y: {
          min: span.low,
          max: span.high,
          grid: { color: style.faint },
          border: { display: false },
          ticks: {
            color: colour('--ink-2'),
            font,
            maxTicksLimit: 6,
            includeBounds: false,
            format: { maximumFractionDigits: content.decimals, useGrouping: false },
          },
        },
      },
    },
  });
  return () => chart.destroy();
}

function dataset(content: ChartContent, index: number, { ink, rem }: Style): ChartDataset<'line'> {
  const points = content.series[index]?.points ?? [];
  return {
    data: points.map(({ atMs, value }) => ({ x: atMs, y: value })),
    borderColor: ink,
    backgroundColor: ink,
    borderWidth: 2.5 * rem,
    borderDash: DASHES[index % DASHES.length] ?? [],
    pointStyle: POINTS[index % POINTS.length] ?? 'circle',
    pointRadius: points.length > MOST_POINTS ? 0 : 3.2 * rem,
    clip: 10 * rem,
  };
}

/** Shades each band behind the lines and draws its borders; its word stands in the key under the chart. */
function bandsPlugin(bands: readonly ChartBand[], colour: (name: string) => string): Plugin<'line'> {
  return {
    id: 'bands',
    beforeDatasetsDraw({ ctx, chartArea, scales }) {
      const y = scales['y'];
      if (!y) return;
      const { left, top, bottom, width } = chartArea;
      const within = (value: number) => Math.min(bottom, Math.max(top, y.getPixelForValue(value)));
      ctx.save();
      for (const { low, high, shape } of bands) {
        const from = high === null ? top : within(high);
        const to = low === null ? bottom : within(low);
        if (to - from < 1) continue;
        ctx.fillStyle = ctx.strokeStyle = colour(`--${shape}`);
        ctx.globalAlpha = BAND_ALPHA;
        ctx.fillRect(left, from, width, to - from);
        ctx.globalAlpha = 0.7;
        ctx.setLineDash([3, 5]);
        for (const edge of [from, to].filter((at) => at > top && at < bottom)) {
          ctx.beginPath();
          ctx.moveTo(left, edge);
          ctx.lineTo(left + width, edge);
          ctx.stroke();
        }
      }
      ctx.restore();
    },
  };
}

/** Draws, for days of several readings, a thin line from the lowest to the highest. */
function rangesPlugin({ series }: ChartContent, { ink, rem }: Style): Plugin<'line'> {
  return {
    id: 'ranges',
    beforeDatasetsDraw({ ctx, scales }) {
      const { x, y } = scales;
      if (!x || !y) return;
      ctx.save();
      ctx.strokeStyle = ink;
      ctx.globalAlpha = 0.4;
      ctx.lineWidth = 2 * rem;
      for (const { atMs, low, high } of series.flatMap(({ points }) => points)) {
        if (low === undefined || high === undefined || low === high) continue;
        ctx.beginPath();
        ctx.moveTo(x.getPixelForValue(atMs), y.getPixelForValue(low));
        ctx.lineTo(x.getPixelForValue(atMs), y.getPixelForValue(high));
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}
