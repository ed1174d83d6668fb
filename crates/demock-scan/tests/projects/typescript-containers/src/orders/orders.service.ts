import { RatesService } from '../rates/rates.service'

export class OrdersService {
  constructor(private readonly rates: RatesService) {}

  total(amounts: number[]) {
    return amounts.reduce((sum, amount) => sum + amount, 0)
  }
}
