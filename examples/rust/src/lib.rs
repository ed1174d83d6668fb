//! A bank: accounts, and transfers between them that happen whole or not at all.

use postgres::{Client, Error};

/// Opens an account with what the house gives to new customers.
pub fn open(client: &mut Client, name: &str, gift: i64) -> Result<(), Error> {
    let mut transaction = client.transaction()?;
    transaction.execute("INSERT INTO account VALUES ($1, 0)", &[&name])?;
    moved(&mut transaction, "house", name, gift)?;
    transaction.commit()
}

/// Moves money; the database refuses what an account does not hold.
pub fn transfer(client: &mut Client, payer: &str, payee: &str, cents: i64) -> Result<i64, Error> {
    let mut transaction = client.transaction()?;
    let id = moved(&mut transaction, payer, payee, cents)?;
    transaction.commit()?;
    Ok(id)
}

fn moved(client: &mut postgres::Transaction<'_>, payer: &str, payee: &str, cents: i64) -> Result<i64, Error> {
    client.execute("UPDATE account SET cents = cents - $2 WHERE name = $1", &[&payer, &cents])?;
    client.execute("UPDATE account SET cents = cents + $2 WHERE name = $1", &[&payee, &cents])?;
    let row = client.query_one(
        "INSERT INTO transfer (payer, payee, cents) VALUES ($1, $2, $3) RETURNING id",
        &[&payer, &payee, &cents],
    )?;
    Ok(row.get(0))
}

/// What an account holds.
pub fn balance(client: &mut Client, name: &str) -> Result<i64, Error> {
    Ok(client.query_one("SELECT cents FROM account WHERE name = $1", &[&name])?.get(0))
}
