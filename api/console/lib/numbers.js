// @ts-check
// Numbers as people write them.

/** @param {number} value */
export const amount = (value) => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });

/** With its sign; zero has both. @param {number} value */
export function signed(value) {
  const words = amount(Math.abs(value));
  return words === '0' ? '±0' : `${value > 0 ? '+' : '−'}${words}`;
}
