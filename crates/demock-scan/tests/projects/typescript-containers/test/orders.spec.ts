import { Test } from '@nestjs/testing'
import { TestBed } from '@angular/core/testing'
import { NgbModal } from '@ng-bootstrap/ng-bootstrap'
import { OrdersService } from '../src/orders/orders.service'
import { RatesService } from '../src/rates/rates.service'

describe('orders', () => {
  let rates: RatesService
  let orders

  beforeEach(async () => {
    const module = await Test.createTestingModule({ providers: [OrdersService, RatesService] }).compile()
    rates = module.get<RatesService>(RatesService)
    orders = module.get(OrdersService)
  })

  it('asks', () => {
    jest.spyOn(rates, 'latest').mockReturnValue(1)
    jest.spyOn(rates as any, 'yearly').mockReturnValue(1)
    jest.spyOn(orders, 'total').mockReturnValue(1)
    jest.spyOn(orders, 'open').mockReturnValue(1)
    jest.spyOn(orders, 'priced').mockReturnValue(1)
    const registerDeskFn = jest.fn()
    const mockFn = jest.fn()
    const modal = TestBed.inject(NgbModal)
    jest.spyOn(modal, 'open').mockReturnValue(1)
    const page = TestBed.inject(RatesService)
    jest.spyOn(page, 'latest').mockReturnValue(1)
    const named = TestBed.inject(RATES)
    jest.spyOn(named, 'latest').mockReturnValue(1)
    const Round = TestBed.inject(Round)
    jest.spyOn(Round, 'latest').mockReturnValue(1)
  })
})
