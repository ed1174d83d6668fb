import { PrismaService } from '../prisma/prisma.service'
import { RatesService } from '../rates/rates.service'

export class OrdersService {
  constructor(
    private readonly rates: RatesService,
    private readonly prisma: PrismaService,
  ) {}

  total(amounts: number[]) {
    return amounts.reduce((sum, amount) => sum + amount, 0)
  }

  async open(customer: string) {
    return await this.prisma.transaction().order.findMany({
      where: { customer },
    })
  }

  async priced(customer: string) {
    const rows = await this.prisma.transaction().order.findMany({ where: { customer } })
    const amounts = rows.map((row) => row.amount)
    const total = this.total(amounts)
    if (total < 0) {
      throw new Error('negative')
    }
    const rounded = Math.round(total)
    const shown = rounded.toFixed(2)
    return shown.padStart(8)
  }
}
