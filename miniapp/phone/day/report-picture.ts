type Picture = {
  title: string;
  subtitle: string;
  figures: readonly (readonly [string, string])[];
  bars: readonly { day: number; value: number }[];
  barsTitle: string;
};

const WIDTH = 720;
const HEIGHT = 860;
const MARGIN = 40;
const COLUMNS = 3;
const BAR_TOP = 560;
const BAR_HEIGHT = 220;
const DAYS = 31;

/** A month's figures and bars as a PNG data URL: numbers only, no map, no places. */
export function drawReportPicture(picture: Picture): string {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no_canvas');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = '#1456f0';
  pen.fillRect(0, 0, WIDTH, 150);
  write(pen, picture.title, { x: MARGIN, y: 75, size: 38, colour: '#ffffff' });
  write(pen, picture.subtitle, { x: MARGIN, y: 120, size: 24, colour: '#e6edff' });
  drawFigures(pen, picture.figures);
  drawBars(pen, picture);
  return canvas.toDataURL('image/png');
}

type Text = { x: number; y: number; size: number; colour: string };

function write(pen: CanvasRenderingContext2D, text: string, { x, y, size, colour }: Text): void {
  pen.fillStyle = colour;
  pen.font = `${size}px sans-serif`;
  pen.fillText(text, x, y, WIDTH - x - MARGIN / 2);
}

function drawFigures(pen: CanvasRenderingContext2D, figures: Picture['figures']): void {
  const step = (WIDTH - 2 * MARGIN) / COLUMNS;
  figures.forEach(([name, value], index) => {
    const x = MARGIN + (index % COLUMNS) * step;
    const y = 240 + Math.floor(index / COLUMNS) * 140;
    write(pen, value, { x, y, size: 44, colour: '#1f2329' });
    write(pen, name, { x, y: y + 38, size: 22, colour: '#646a73' });
  });
}

function drawBars(pen: CanvasRenderingContext2D, { bars, barsTitle }: Picture): void {
  write(pen, barsTitle, { x: MARGIN, y: BAR_TOP - 20, size: 24, colour: '#646a73' });
  const highest = Math.max(1, ...bars.map(({ value }) => value));
  const step = (WIDTH - 2 * MARGIN) / DAYS;
  pen.fillStyle = '#1456f0';
  for (const { day, value } of bars) {
    const height = (value / highest) * BAR_HEIGHT;
    pen.fillRect(MARGIN + (day - 1) * step, BAR_TOP + BAR_HEIGHT - height, step * 0.7, height);
  }
  for (const day of [1, 10, 20, 30])
    write(pen, String(day), {
      x: MARGIN + (day - 1) * step,
      y: BAR_TOP + BAR_HEIGHT + 30,
      size: 18,
      colour: '#646a73',
    });
}
