use crate::ask::Ask;
use reqwest::Url;
use std::sync::Arc;

/// The way to whoever knows the rates.
#[mockall::automock]
pub trait RatesGateway {
    fn latest(&self) -> u32;
    fn of_day(&self, day: u32) -> u32;
}

/// Named after no way to anything.
#[mockall::automock]
pub trait Rounding {
    fn rounded(&self, rate: u32) -> u32;
}

pub struct RatesByMarket {
    base: Url,
}

impl RatesByMarket {
    fn asked(&self) -> Ask<'_> {
        Ask::of(self.base.as_str())
    }
}

impl RatesGateway for RatesByMarket {
    fn latest(&self) -> u32 {
        self.asked().path("latest").whole().len() as u32
    }

    fn of_day(&self, day: u32) -> u32 {
        self.asked().path("day").whole().len() as u32 + day
    }
}

impl<T: RatesGateway> RatesGateway for Arc<T> {
    fn latest(&self) -> u32 {
        self.as_ref().latest()
    }

    fn of_day(&self, day: u32) -> u32 {
        self.as_ref().of_day(day)
    }
}

impl Rounding for RatesByMarket {
    fn rounded(&self, rate: u32) -> u32 {
        rate / 10 * 10
    }
}
