#[cfg(test)]
pub(crate) mod testutils;

pub trait Forecast {
    fn wind(&self) -> u32;
}
