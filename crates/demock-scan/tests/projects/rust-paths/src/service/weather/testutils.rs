use super::Forecast;

pub(crate) struct FakeForecast;

impl Forecast for FakeForecast {
    fn wind(&self) -> u32 {
        3
    }
}
