// @ts-check
// Arrow keys on the timeline: left and right to the neighbours in time, up and down to the rows beside.

/** @param {KeyboardEvent} event */
export function walk(event) {
  const here = event.target instanceof Element ? event.target.closest('.seating') : null;
  const frame = event.currentTarget;
  if (!here || !(frame instanceof Element)) return;
  const all = [...frame.querySelectorAll('.seating')];
  const target = destination(event.key, here, all);
  if (target) {
    event.preventDefault();
    target.focus();
  }
}

function destination(key, here, all) {
  const from = place(here);
  const others = all
    .filter((element) => element !== here)
    .map((element) => ({ element, dx: place(element).x - from.x, dy: place(element).y - from.y }));
  const nearest = (wanted, far) => others.filter(wanted).sort((a, b) => far(a) - far(b))[0]?.element;
  const sideways = ({ dx, dy }) => Math.abs(dx) + 1000 * Math.abs(dy);
  const upright = ({ dx, dy }) => Math.abs(dx) / 100 + Math.abs(dy);
  const ways = {
    ArrowRight: () => nearest(({ dx, dy }) => dy === 0 && dx > 0, sideways),
    ArrowLeft: () => nearest(({ dx, dy }) => dy === 0 && dx < 0, sideways),
    ArrowDown: () => nearest(({ dy }) => dy > 0, upright),
    ArrowUp: () => nearest(({ dy }) => dy < 0, upright),
    Home: () => all[0],
    End: () => all[all.length - 1],
  };
  return ways[key]?.();
}

function place(element) {
  const box = element.querySelector('.bar');
  return { x: Number(box.getAttribute('x')), y: Number(box.getAttribute('y')) };
}
