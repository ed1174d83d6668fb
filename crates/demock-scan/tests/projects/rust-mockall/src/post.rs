use crate::audit::Audit;
use crate::db::Accounts;

pub fn post(accounts: &dyn Accounts, audit: &dyn Audit, account: u32) -> Result<i64, String> {
    let balance = accounts.balance(account).ok_or("no such account")?;
    audit.note(&balance.to_string());
    Ok(balance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::{File, MockAudit};
    use crate::db::mocks::*;

    fn units(of: i64) -> Result<i64, String> {
        Ok(cents(of))
    }

    #[test]
    fn asks_nobody_of_nothing() {
        let never_asked = MockAccounts::new();
        let audit = MockAudit::default();
        assert_eq!(units(0), Ok(0));
        drop((never_asked, audit));
    }

    #[test]
    fn notes_on_disk() {
        let audit = File(std::env::temp_dir().join(ACCOUNT.to_string()));
        audit.note("booked");
        assert!(audit.0.exists());
    }
}
