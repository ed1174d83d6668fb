use crate::prices::PricesApi;
use lapin::Channel;

pub struct PricesByMail {
    pub inbox: Option<Channel>,
}

impl PricesApi for PricesByMail {
    fn price(&self, item: &str) -> u32 {
        if self.inbox.is_some() { item.len() as u32 } else { 0 }
    }
}
