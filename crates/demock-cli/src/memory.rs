//! How memory is taken from the machine.

/// Bytes from which a block is mapped by itself.
#[cfg(target_env = "gnu")]
const LARGE: libc::c_int = 256 << 10;

/// Has large blocks go back to the machine when they are freed. Source: `mallopt(3)`, `M_MMAP_THRESHOLD`: the C library moves the size
/// from which a block is mapped by itself up to 32 MiB as such blocks are freed, and what is freed below it is kept, a seventh of the most
/// that a scan of 15,000 files held.
#[cfg(target_env = "gnu")]
pub(crate) fn give_back_large_blocks() {
    #[expect(unsafe_code, reason = "no library sets it without")]
    // SAFETY: no other thread is there yet, and every number may be set; where this one is refused, more is held.
    let _ = unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) };
}

/// Other C libraries have no such size.
#[cfg(not(target_env = "gnu"))]
pub(crate) fn give_back_large_blocks() {}
