package com.acme.shop;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;

@FeignClient(name = "rates", url = "${rates.url}")
public interface Rates {
    @GetMapping("/rates/{code}")
    String rate(String code);
}
