/**
 * How a cost grows: the exponent p of a cost that is proportional to size^p.
 */

/** Least squares through the logarithms; NaN with fewer than two sizes. */
export function slopeOf(points: readonly (readonly [size: number, cost: number])[]): number {
  const logs = points.map(([size, cost]) => [Math.log(size), Math.log(cost)] as const);
  const mean = (at: 0 | 1): number => logs.reduce((sum, point) => sum + point[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return over / logs.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}
