use reqwest::Url;

/// Prices come from a host, or with the mail out of a queue.
#[mockall::automock]
pub trait PricesApi {
    fn price(&self, item: &str) -> u32;
}

pub struct PricesByMarket {
    pub base: Url,
}

impl PricesApi for PricesByMarket {
    fn price(&self, item: &str) -> u32 {
        crate::ask::Ask::of(self.base.as_str()).path(item).whole().len() as u32
    }
}
