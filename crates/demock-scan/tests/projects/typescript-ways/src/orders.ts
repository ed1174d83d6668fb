import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export async function openOrders(customer: string) {
  const found = await prisma.order.findMany({
    where: {
      customer,
      closedAt: null,
    },
    orderBy: {
      createdAt: "desc",
    },
    select: {
      id: true,
      total: true,
    },
  });
  return found;
}

export async function report(customer: string) {
  const found = await prisma.order.findMany({ where: { customer } });
  return found.map((order) => {
    const sum = order.total * 1.2;
    const late = order.dueAt < order.createdAt;
    const worth = late ? sum - 1 : sum;
    const label = worth > 100 ? "large" : "small";
    return { id: order.id, worth, label };
  });
}
