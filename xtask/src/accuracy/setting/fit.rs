//! Logistic regression: the weights under which what readers called doubles is likeliest.
//!
//! Invariant: a fixed number of steps from zero, in the order of the cases, so that the same cases give the same weights.
//! Absent on purpose: anything random.

use demock_scan::disguise::evidence::Case;

const STEPS: usize = 3000;
/// How strongly weights are drawn to zero: two cases' worth.
const DRAWN: f64 = 2.0;
/// Points for one step of the logarithm of the odds.
const POINTS: f64 = 10.0;

/// Weights of one shape, in points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Weights {
    pub(super) bias: i32,
    /// By the order of the evidence.
    pub(super) of: Vec<i32>,
}

impl Weights {
    pub(super) fn score(&self, case: Case) -> i32 {
        self.bias + case.iter().map(|evidence| self.of[evidence as usize]).sum::<i32>()
    }
}

/// Fits cases of one shape: what is known of each, and whether it is a double.
pub(super) fn fit(cases: &[(Case, bool)], evidences: usize) -> Weights {
    let known: Vec<Vec<usize>> = cases.iter().map(|(case, _)| case.iter().map(|one| one as usize).collect()).collect();
    let count = f64::from(u32::try_from(cases.len().max(1)).unwrap_or(u32::MAX));
    let (mut bias, mut of) = (0.0_f64, vec![0.0_f64; evidences]);
    for _ in 0..STEPS {
        let (mut bias_slope, mut slopes) = (0.0, vec![0.0; evidences]);
        for (evidence, (_, is_double)) in known.iter().zip(cases) {
            let sum = bias + evidence.iter().map(|one| of[*one]).sum::<f64>();
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(*is_double));
            bias_slope += error;
            for one in evidence {
                slopes[*one] += error;
            }
        }
        bias -= bias_slope / count;
        for (weight, slope) in of.iter_mut().zip(slopes) {
            *weight -= (slope + DRAWN * *weight) / count;
        }
    }
    let points = |weight: f64| (weight * POINTS).round() as i32;
    Weights { bias: points(bias), of: of.into_iter().map(points).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demock_scan::disguise::evidence::Evidence;

    #[test]
    fn what_only_doubles_have_speaks_for_them() {
        let (name, verbs) = (Evidence::NameDouble, Evidence::Verbs);
        let one = |is_double: bool| {
            let mut case = Case::default();
            case.extend(is_double.then_some(name));
            case.add(verbs);
            (case, is_double)
        };
        let cases: Vec<(Case, bool)> = (0..40).map(|at| one(at % 2 == 0)).collect();
        let weights = fit(&cases, Evidence::ALL.len());
        assert!(weights.score(cases[0].0) > 0 && weights.score(cases[1].0) < 0);
        assert_eq!(weights, fit(&cases, Evidence::ALL.len()));
        assert_eq!(weights.of[Evidence::Cast as usize], 0);
    }
}
