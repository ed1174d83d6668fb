//! `async` tests on runtimes of tokio's: one thread unless the test asks for more.

use demock::Lease;
use std::time::Duration;
use tokio::runtime::{Handle, RuntimeFlavor};

#[demock::test]
async fn timers_and_sockets_are_there(lease: Lease) {
    assert_eq!(Handle::current().runtime_flavor(), RuntimeFlavor::CurrentThread);
    tokio::time::sleep(Duration::from_millis(1)).await;
    let place = (lease.postgres().host(), lease.postgres().port());
    assert!(tokio::net::TcpStream::connect(place).await.is_ok());
}

/// What blocks is refused on a runtime of one thread.
#[demock::test(private, multi_thread)]
async fn what_blocks_may_block(lease: &Lease) -> Result<(), tokio::task::JoinError> {
    assert_eq!(Handle::current().runtime_flavor(), RuntimeFlavor::MultiThread);
    assert_eq!(tokio::task::block_in_place(|| lease.postgres().database()), "demock_test");
    tokio::spawn(async { tokio::task::block_in_place(|| ()) }).await
}
