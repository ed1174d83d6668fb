pub mod ask;
pub mod cluster;
pub mod ledger;
pub mod prices;
pub mod prices_by_mail;
pub mod rates;
pub mod report;
