use sqlx::PgPool;

/// Who keeps rows has logic of its own.
#[mockall::automock]
pub trait LedgerApi {
    fn balance(&self, account: u32) -> u32;
}

pub struct Ledger {
    pub pool: PgPool,
}

impl LedgerApi for Ledger {
    fn balance(&self, account: u32) -> u32 {
        account * 2
    }
}
