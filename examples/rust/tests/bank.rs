//! Each test has a database of its own: all of them open the same accounts, and count the same transfers from one.

use bank::{balance, open, transfer};
use demock::Lease;
use postgres::error::SqlState;
use postgres::{Client, Error, NoTls};

fn connect(lease: &Lease) -> Client {
    Client::connect(lease.postgres().url(), NoTls).expect("the lease's Postgres")
}

#[demock::test]
fn a_new_customer_gets_a_gift_from_the_house(lease: Lease) -> Result<(), Error> {
    let client = &mut connect(&lease);
    open(client, "ann", 500)?;
    assert_eq!((balance(client, "ann")?, balance(client, "house")?), (500, 999_500));
    Ok(())
}

#[demock::test]
fn money_that_is_moved_is_neither_lost_nor_made(lease: Lease) -> Result<(), Error> {
    let client = &mut connect(&lease);
    open(client, "ann", 500)?;
    open(client, "bob", 500)?;
    assert_eq!(transfer(client, "ann", "bob", 120)?, 3, "the third transfer of this database");
    assert_eq!((balance(client, "ann")?, balance(client, "bob")?), (380, 620));
    let all: i64 = client.query_one("SELECT sum(cents)::bigint FROM account", &[])?.get(0);
    assert_eq!(all, 1_000_000);
    Ok(())
}

#[demock::test]
fn what_an_account_does_not_hold_cannot_be_moved(lease: &Lease) {
    let client = &mut connect(lease);
    open(client, "ann", 500).expect("an account");
    open(client, "bob", 0).expect_err("a gift of nothing is no transfer");
    open(client, "bob", 1).expect("an account");
    let refused = transfer(client, "ann", "bob", 501).expect_err("she has 500");
    assert_eq!(refused.code(), Some(&SqlState::CHECK_VIOLATION));
    assert_eq!((balance(client, "ann").ok(), balance(client, "bob").ok()), (Some(500), Some(1)));
}

/// What only a server of one's own can do: a setting of the whole server.
#[demock::test(private)]
fn transfers_of_one_account_wait_for_each_other(lease: Lease) -> Result<(), Error> {
    let client = &mut connect(&lease);
    client.batch_execute("ALTER SYSTEM SET default_transaction_isolation = 'serializable'")?;
    client.batch_execute("SELECT pg_reload_conf()")?;
    open(client, "ann", 100)?;
    let all: Vec<_> = (0..4)
        .map(|_| {
            let mut client = connect(&lease);
            std::thread::spawn(move || (0..10).filter(|_| transfer(&mut client, "ann", "house", 10).is_ok()).count())
        })
        .collect();
    let done: usize = all.into_iter().map(|thread| thread.join().expect("a thread")).sum();
    assert!((1..=10).contains(&done), "she has enough for ten, and {done} were made");
    assert_eq!(balance(client, "ann")?, 100 - 10 * done as i64);
    Ok(())
}
