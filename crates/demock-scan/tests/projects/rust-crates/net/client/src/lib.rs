pub mod read;

#[cfg(test)]
pub(crate) mod test_util;
