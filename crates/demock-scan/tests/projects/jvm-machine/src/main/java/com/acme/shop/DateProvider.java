package com.acme.shop;

import java.time.LocalDate;

public interface DateProvider {
    LocalDate today();
}
