import { h } from './dom.js';

const size = { width: 720, height: 960 };

/** The phone's camera over its screen; the picture, or null when the person gives up. */
export function takePicture(screen, place, { sourceType = ['camera'] }) {
  const canvas = h('canvas', { ...size, class: 'camera-view', 'aria-label': '取景' });
  paintScene(canvas, place);
  return new Promise((resolve) => {
    const file = h('input', { type: 'file', accept: 'image/*', hidden: true });
    const close = (blob) => {
      box.remove();
      resolve(blob);
    };
    file.addEventListener('change', () => close(file.files[0] ?? null));
    const button = (label, onclick, kind = '') =>
      h('button', { type: 'button', class: `btn ${kind}`, onclick }, label);
    const box = h(
      'div',
      { class: 'camera', role: 'dialog', 'aria-label': '相机' },
      canvas,
      h(
        'div',
        { class: 'camera-bar' },
        button('取消', () => close(null)),
        button('按下快门', () => canvas.toBlob(close, 'image/jpeg', 0.85), 'primary-filled'),
        // A real phone's camera sends no album; the visitor of a sandbox may want a picture of his own.
        button(sourceType.includes('album') ? '相册' : '用一张图片', () => file.click()),
      ),
      file,
    );
    screen.append(box);
    box.querySelectorAll('button')[1].focus();
  });
}

/** A shop front that differs from place to place and from shot to shot. */
function paintScene(canvas, { lng, lat }) {
  const brush = canvas.getContext('2d');
  const hue = Math.round(Math.abs(lng * 977 + lat * 613) * 1000) % 360;
  const { width, height } = size;
  const fill = (colour, ...box) => {
    brush.fillStyle = colour;
    brush.fillRect(...box);
  };
  fill(`hsl(${hue} 40% 88%)`, 0, 0, width, height * 0.45);
  fill(`hsl(${hue} 35% 62%)`, 60, height * 0.22, width - 120, height * 0.5);
  fill(`hsl(${hue} 60% 38%)`, 60, height * 0.22, width - 120, 110);
  fill('#e9eef2', 110, height * 0.4, 220, height * 0.32);
  fill('#d6dee5', 390, height * 0.4, 220, height * 0.24);
  fill('#b9b2a8', 0, height * 0.72, width, height * 0.28);
  brush.fillStyle = '#fff';
  brush.font = 'bold 56px sans-serif';
  brush.textAlign = 'center';
  brush.fillText('门 店', width / 2, height * 0.22 + 76);
  for (let spot = 0; spot < 240; spot += 1)
    fill(
      `rgb(0 0 0 / ${Math.random() * 0.06})`,
      Math.random() * width,
      Math.random() * height,
      3 + Math.random() * 9,
      3,
    );
}
