import { HttpService } from '@nestjs/axios'

export class RatesService {
  constructor(private readonly http: HttpService) {}

  latest(code: string) {
    return this.http.get(`/rates/${code}`)
  }

  private yearly(code: string) {
    return this.http.get(`/years/${code}`)
  }
}
