//! Values that are kept for the life of the process and known by a number.
//!
//! Invariants: a number stays valid for ever and is read without a lock; a value is never moved. Absent on purpose: finding
//! a value's number (`text`, `texts`), and giving memory back.

use std::num::NonZeroU32;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The first bucket's size; each further one is twice as large, so that all numbers have a place.
const FIRST_BITS: u32 = 10;
const BUCKETS: usize = (u32::BITS - FIRST_BITS) as usize;

/// A list that only grows, and whose items stay where they are.
pub(crate) struct Kept<T> {
    buckets: [OnceLock<Box<[OnceLock<T>]>>; BUCKETS],
    count: AtomicU32,
}

/// The number of a value: one more than its place, so that an optional number takes no more room.
pub(crate) type Number = NonZeroU32;

impl<T> Kept<T> {
    pub(crate) const fn new() -> Self {
        Self { buckets: [const { OnceLock::new() }; BUCKETS], count: AtomicU32::new(0) }
    }

    /// Keeps a value. After four billion of them, the last number stands for all further ones.
    pub(crate) fn push(&self, value: T) -> Number {
        let place = self.count.fetch_add(1, Ordering::Relaxed).min(u32::MAX - (1 << FIRST_BITS) - 1);
        let (bucket, at) = position(place);
        let slots = self.buckets[bucket].get_or_init(|| {
            let size = 1_usize << (FIRST_BITS as usize + bucket);
            (0..size).map(|_| OnceLock::new()).collect()
        });
        // Nobody else has this place.
        let _ = slots[at].set(value);
        Number::MIN.saturating_add(place)
    }

    /// The value of a number that [`Kept::push`] has given.
    #[inline]
    pub(crate) fn get(&self, number: Number) -> Option<&T> {
        let (bucket, at) = position(number.get() - 1);
        self.buckets.get(bucket)?.get()?.get(at)?.get()
    }
}

/// The bucket of a place, and the place in it.
#[inline]
fn position(place: u32) -> (usize, usize) {
    let counted = u64::from(place) + (1 << FIRST_BITS);
    let bits = u64::BITS - 1 - counted.leading_zeros();
    ((bits - FIRST_BITS) as usize, (counted - (1 << bits)) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_one_position() {
        assert_eq!([0, 1023, 1024, 3071, 3072].map(position), [(0, 0), (0, 1023), (1, 0), (1, 2047), (2, 0)]);
        let last = u32::MAX - (1 << FIRST_BITS) - 1;
        assert!(position(last).0 < BUCKETS);
    }

    #[test]
    fn numbers_give_back_what_was_kept() {
        let kept = Kept::new();
        let numbers: Vec<Number> = (0..5000_u64).map(|value| kept.push(value * 3)).collect();
        assert!(numbers.iter().zip(0..).all(|(number, value)| kept.get(*number) == Some(&(value * 3_u64))));
        assert_eq!(kept.get(Number::MAX), None);
    }
}
