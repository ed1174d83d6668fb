const known = globalThis as { prisma?: object };

export const prisma = known.prisma ?? {};

export function page(from: number) {
  return { from, length: 20 };
}
