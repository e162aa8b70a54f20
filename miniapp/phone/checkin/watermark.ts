const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/** Draws the photo with a strip of text at its foot; returns the canvas to show and the JPEG to send. */
export async function drawWatermark(photo: Blob, lines: readonly string[]) {
  const picture = await createImageBitmap(photo);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no_canvas');
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  drawStrip(pen, lines);
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (!jpeg) throw new Error('no_canvas');
  return { preview: canvas.toDataURL('image/jpeg', 0.5), bytes: await jpeg.arrayBuffer() };
}

function drawStrip(pen: CanvasRenderingContext2D, lines: readonly string[]): void {
  const { width, height } = pen.canvas;
  const size = Math.max(12, Math.round(width / 26));
  const top = height - size * (lines.length * 1.5 + 0.7);
  pen.fillStyle = 'rgba(0, 0, 0, 0.5)';
  pen.fillRect(0, top, width, height - top);
  pen.fillStyle = '#fff';
  pen.font = `${size}px sans-serif`;
  pen.textBaseline = 'top';
  lines.forEach((line, row) =>
    pen.fillText(line, size * 0.7, top + size * (0.5 + row * 1.5), width - size * 1.4),
  );
}
