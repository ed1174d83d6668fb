#[cfg_attr(test, mockall_double::double)]
use crate::ask::Ask;

pub fn report(base: &str) -> String {
    Ask::of(base).path("report").whole()
}

#[cfg(test)]
mod tests {
    use crate::cluster::{MockApi, MockKubeInterface, MockKubePlanner};
    use crate::ledger::MockLedgerApi;
    use crate::prices::MockPricesApi;
    use crate::rates::{MockRatesGateway, MockRounding};

    #[test]
    fn what_doubles_stand_for() {
        let mut rates = MockRatesGateway::new();
        rates.expect_latest().return_const(3_u32);
        let mut rounding = MockRounding::new();
        rounding.expect_rounded().return_const(3_u32);
        let mut prices = MockPricesApi::new();
        prices.expect_price().return_const(3_u32);
        let mut ledger = MockLedgerApi::new();
        ledger.expect_balance().return_const(3_u32);
        let mut cluster = MockKubeInterface::new();
        cluster.expect_pods().return_const(Vec::new());
        let mut planner = MockKubePlanner::new();
        planner.expect_planned().return_const(Vec::new());
        let mut api = MockApi::<u32>::new();
        api.expect_listed().return_const(Vec::new());
        assert_eq!(super::report("x"), "x/report");
    }
}
